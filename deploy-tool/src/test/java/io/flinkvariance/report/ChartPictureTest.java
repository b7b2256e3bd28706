package io.flinkvariance.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartPictureTest {
    private static Chart chart(Chart.Series... series) {
        return new Chart("records/s", 1, List.of(0.0, 50.0, 100.0), List.of(series));
    }

    private static Chart.Series series(String name, Double... values) {
        return new Chart.Series(name, "main", true, Arrays.asList(values));
    }

    private static Document picture(Chart chart) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(
                        new InputSource(
                                new StringReader(ChartPicture.of("a <run> & \"more\"", chart))));
    }

    private static List<String> all(Document picture, String element, String attribute) {
        NodeList nodes = picture.getElementsByTagName(element);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(
                        node ->
                                attribute.isEmpty()
                                        ? nodes.item(node).getTextContent()
                                        : nodes.item(node)
                                                .getAttributes()
                                                .getNamedItem(attribute)
                                                .getNodeValue())
                .toList();
    }

    @Test
    void drawsValuesUpwardsAndSecondsToTheRight() throws Exception {
        Document picture = picture(chart(series("processed", 0.0, 100.0, 50.0)));

        assertThat(all(picture, "polyline", "points"))
                .containsExactly("64.0,284.0 432.3,72.5 800.5,178.2");
    }

    @Test
    void saysWhatItIsAndWhatItsCurvesAndAxesAre() throws Exception {
        Document picture = picture(chart(series("processed", 0.0, 100.0, 50.0)));

        assertThat(all(picture, "title", "")).containsExactly("a <run> & \"more\"");
        assertThat(all(picture, "text", ""))
                .contains("a <run> & \"more\"", "processed", "records/s", "seconds", "0", "100");
    }

    @Test
    void leavesAGapWhereNobodyKnows() throws Exception {
        Chart broken =
                new Chart(
                        "records",
                        1,
                        List.of(0.0, 1.0, 2.0, 3.0, 4.0),
                        List.of(series("lag", 1.0, 2.0, null, 3.0, 4.0)));

        assertThat(all(picture(broken), "polyline", "points")).hasSize(2);
    }

    @Test
    void drawsNoCurveThatThePageDoesNotShowAtOnce() throws Exception {
        Document picture =
                picture(
                        chart(
                                series("processed", 1.0, 1.0, 1.0),
                                new Chart.Series(
                                        "hidden", "raw", false, List.of(900.0, 900.0, 900.0))));

        assertThat(all(picture, "polyline", "points")).hasSize(1);
        assertThat(all(picture, "text", "")).doesNotContain("hidden", "900");
    }
}
