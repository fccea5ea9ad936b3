package io.tidemark.cli.output;

/** How many rows are printed: for people, for scripts, for spreadsheets. */
public enum RowFormat {
  TABLE,
  JSONL,
  CSV
}
