package io.flinkvariance.report;

import java.util.Map;

/** The beginning of a page, up to its body. */
public final class PageHead {
    private static final String NO_SCRIPT = "";
    private static final String OWN_SCRIPT = " script-src 'unsafe-inline';";

    private PageHead() {}

    /**
     * That of a page with charts that a script draws.
     *
     * @param title as HTML
     * @param ownStyles what the page has beside the styles of all of them
     */
    static String of(String title, String ownStyles) {
        return of(
                title,
                OWN_SCRIPT,
                WebAssets.uplot("dist/uPlot.min.css") + WebAssets.styles() + ownStyles);
    }

    /** The same of a page in which no script may run. */
    public static String withoutScript(String title, String ownStyles) {
        return of(title, NO_SCRIPT, WebAssets.styles() + ownStyles);
    }

    private static String of(String title, String scriptPolicy, String styles) {
        return Template.filled(
                WebAssets.own("head.html"),
                Map.of("title", title, "scriptPolicy", scriptPolicy, "styles", styles));
    }
}
