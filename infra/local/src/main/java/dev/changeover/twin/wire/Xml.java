package dev.changeover.twin.wire;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a tree of members as AWS writes XML. */
public final class Xml {
    /** What AWS calls the items of a list that has no name of its own for them. */
    private static final String ITEM = "member";

    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newFactory();

    private Xml() {}

    public static byte[] document(String root, String namespace, Map<String, ?> members) {
        var text = new StringWriter();
        try {
            XMLStreamWriter out = WRITERS.createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            out.writeStartElement(root);
            if (!namespace.isEmpty()) {
                out.writeDefaultNamespace(namespace);
            }
            writeMembers(out, members);
            out.writeEndElement();
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("XML into memory failed", impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void writeMembers(XMLStreamWriter out, Map<?, ?> members) throws XMLStreamException {
        for (var member : members.entrySet()) {
            String name = member.getKey().toString();
            if (member.getValue() instanceof Items items && items.isFlat()) {
                writeItems(out, name, items.values());
            } else {
                write(out, name, member.getValue());
            }
        }
    }

    private static void write(XMLStreamWriter out, String name, Object value) throws XMLStreamException {
        out.writeStartElement(name);
        switch (value) {
            case Map<?, ?> members -> writeMembers(out, members);
            case Items items -> writeItems(out, items.name(), items.values());
            case List<?> items -> writeItems(out, ITEM, items);
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                out.writeCharacters(Long.toString(number.longValue()) + ".0");
            case Instant time -> out.writeCharacters(time.toString());
            case Object text -> out.writeCharacters(text.toString());
        }
        out.writeEndElement();
    }

    private static void writeItems(XMLStreamWriter out, String name, List<?> items) throws XMLStreamException {
        for (Object item : items) {
            write(out, name, item);
        }
    }
}
