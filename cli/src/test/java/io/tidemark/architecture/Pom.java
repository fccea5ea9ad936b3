package io.tidemark.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** A module's pom.xml as it is written, without what it inherits. */
record Pom(Document document) {

  static Pom ofParent() throws Exception {
    return at(root().resolve("pom.xml"));
  }

  static Pom ofModule(String folder) throws Exception {
    return at(root().resolve(folder).resolve("pom.xml"));
  }

  private static Path root() {
    return Path.of(System.getProperty("tidemark.root", ".."));
  }

  private static Pom at(Path file) throws Exception {
    return new Pom(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
  }

  /** The text of each node that the XPath expression selects, in the order of the document. */
  List<String> texts(String expression) throws Exception {
    NodeList nodes =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate(expression, document, XPathConstants.NODESET);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent().strip())
        .toList();
  }
}
