package io.flinkvariance.report;

import java.util.Map;

/** The beginning of a page with charts, up to its body. */
final class PageHead {
    private PageHead() {}

    /**
     * Makes it.
     *
     * @param title as HTML
     * @param ownStyles what the page has beside the styles of all of them
     */
    static String of(String title, String ownStyles) {
        return Template.filled(
                WebAssets.own("head.html"),
                Map.of(
                        "title",
                        title,
                        "styles",
                        WebAssets.uplot("dist/uPlot.min.css") + WebAssets.styles() + ownStyles));
    }
}
