package io.tidemark.runtime.connector.file;

import io.tidemark.runtime.channel.RecordBatch;
import io.tidemark.runtime.connector.ReadsSplits;
import io.tidemark.runtime.connector.SourceReader;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;

/** Reads several files in turn, some lines of each, so that they come along evenly. */
final class TextFileReader implements SourceReader<TextLine, FileSplit>, ReadsSplits {

  private final ArrayDeque<LineReader> files = new ArrayDeque<>();
  private String currentSplit = "";

  @Override
  public void add(FileSplit split) {
    files.add(new LineReader(split));
  }

  @Override
  public Progress read(int most, Output<TextLine> output) {
    LineReader file = files.peek();
    if (file == null) {
      return Progress.END;
    }
    currentSplit = file.file();
    for (int i = 0; i < most; i++) {
      TextLine line = file.next();
      if (line == null) {
        files.remove().close();
        return files.isEmpty() ? Progress.END : Progress.MORE;
      }
      output.emit(line, RecordBatch.NO_TIMESTAMP);
    }
    files.add(files.remove());
    return Progress.MORE;
  }

  @Override
  public List<FileSplit> positions() {
    return files.stream().map(LineReader::position).toList();
  }

  @Override
  public String currentSplit() {
    return currentSplit;
  }

  @Override
  public Collection<String> unfinishedSplits() {
    return files.stream().map(LineReader::file).toList();
  }

  @Override
  public void close() {
    while (!files.isEmpty()) {
      files.remove().close();
    }
  }
}
