package io.tidemark.runtime.connector.file;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.connector.Source;
import io.tidemark.runtime.connector.SourceReader;
import io.tidemark.serialization.Serializer;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The lines of a UTF-8 text file, or of all files in a folder, hidden ones excepted. A file is a
 * split, read in order; files are read in parallel. Lines end with LF or CRLF; the last may end
 * with the file.
 */
public final class TextFileSource implements Source<TextLine, FileSplit> {

  private final Path input;

  public TextFileSource(Path input) {
    this.input = input;
  }

  @Override
  public Serializer<TextLine> type() {
    return TextLine.SERIALIZER;
  }

  @Override
  public Serializer<FileSplit> splits() {
    return FileSplit.SERIALIZER;
  }

  @Override
  public List<FileSplit> discover() {
    if (Files.isRegularFile(input)) {
      return List.of(new FileSplit(input.toString(), 0));
    }
    if (!Files.isDirectory(input)) {
      throw new InvalidConfigurationException(
          "The input '" + input + "' is neither a file nor a folder; name one that exists");
    }
    try (Stream<Path> files = Files.list(input)) {
      return files
          .filter(
              file -> Files.isRegularFile(file) && !file.getFileName().toString().startsWith("."))
          .sorted()
          .map(file -> new FileSplit(file.toString(), 0))
          .toList();
    } catch (AccessDeniedException e) {
      throw new InvalidConfigurationException(
          "No permission to list the input folder '"
              + input
              + "'; give it to the user of this process, or name another folder",
          e);
    } catch (IOException e) {
      throw new InvalidConfigurationException(
          "The input folder '" + input + "' cannot be listed: " + e.getMessage(), e);
    }
  }

  @Override
  public SourceReader<TextLine, FileSplit> reader() {
    return new TextFileReader();
  }
}
