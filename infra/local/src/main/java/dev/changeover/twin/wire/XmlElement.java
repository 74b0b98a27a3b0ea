package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** An XML element of a request: its name without namespace, its own text, the elements in it. */
public record XmlElement(String name, String text, List<XmlElement> children) {
    /** Refuses what is not XML, and XML that pulls in anything from outside. */
    public static XmlElement parse(byte[] body) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return of(builder.parse(new ByteArrayInputStream(body)).getDocumentElement());
        } catch (SAXException | IOException malformed) {
            throw new AwsError("MalformedInput", 400, "The body is not XML: " + malformed.getMessage());
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("the JDK has no such XML parser", impossible);
        }
    }

    public Optional<XmlElement> child(String name) {
        return children.stream().filter(child -> child.name.equals(name)).findFirst();
    }

    public List<XmlElement> children(String name) {
        return children.stream().filter(child -> child.name.equals(name)).toList();
    }

    /** The text of the first child of this name. */
    public Optional<String> text(String name) {
        return child(name).map(XmlElement::text);
    }

    private static XmlElement of(Element element) {
        var nodes = element.getChildNodes();
        var text = new StringBuilder();
        var children = IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .peek(node -> {
                    if (node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE) {
                        text.append(node.getNodeValue());
                    }
                })
                .filter(Element.class::isInstance)
                .map(node -> of((Element) node))
                .toList();
        return new XmlElement(element.getLocalName(), text.toString().strip(), children);
    }
}
