package io.flinkvariance.hadoop;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a file such as {@code core-site.xml}. */
final class ConfigurationXml {
    private ConfigurationXml() {}

    /**
     * Its properties; of one that is there twice, the last, as in Hadoop. Nothing outside the text
     * is fetched.
     *
     * @throws UnreadableAnswerException if it is no XML, with the line
     */
    static Map<String, String> parse(String text) throws UnreadableAnswerException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
            try {
                return properties(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException notXml) {
            throw new UnreadableAnswerException(
                    "it is no XML from line %d on".formatted(notXml.getLocation().getLineNumber()));
        }
    }

    private static Map<String, String> properties(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> properties = new LinkedHashMap<>();
        StringBuilder said = new StringBuilder();
        String name = "";
        String value = "";
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> said.setLength(0);
                case XMLStreamConstants.CHARACTERS -> said.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    switch (xml.getLocalName()) {
                        case "name" -> name = said.toString().strip();
                        case "value" -> value = said.toString().strip();
                        case "property" -> {
                            if (!name.isEmpty()) {
                                properties.put(name, value);
                            }
                            name = "";
                            value = "";
                        }
                        default -> said.setLength(0);
                    }
                }
                default -> {
                    // Comments and the like.
                }
            }
        }
        return properties;
    }
}
