package dev.changeover.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long a page keeps its one thread to itself, as the browser's own trace tells it. What counts is the thread's
 * time on a processor: how long a task waited for one says what else the machine did.
 */
final class PageTasks {
    private static final String PAGE_THREAD = "CrRendererMain";
    // Chromium writes one such entry for each task of a thread, with its processor time in microseconds.
    private static final String CATEGORY = "toplevel";
    private static final String TASK = "RunTask";
    private static final double US_PER_MS = 1_000;

    private PageTasks() {}

    /** What is done while the page is watched. */
    interface Deed {
        void run() throws InterruptedException;
    }

    private record PageThread(int process, int number) {
        static PageThread of(JsonNode entry) {
            return new PageThread(entry.get("pid").asInt(), entry.get("tid").asInt());
        }
    }

    /** The longest task of any page of this browser in the meantime, in milliseconds of a processor. */
    static double longestMs(Page page, Deed deed) throws InterruptedException {
        Browser browser = page.context().browser();
        browser.startTracing(page, new Browser.StartTracingOptions().setCategories(List.of(CATEGORY)));
        byte[] trace;
        try {
            deed.run();
        } finally {
            trace = browser.stopTracing();
        }
        JsonNode entries = JsonMapper.shared().readTree(trace).get("traceEvents");
        Set<PageThread> pages = new HashSet<>();
        for (JsonNode entry : entries) {
            if (entry.path("name").asString().equals("thread_name")
                    && entry.path("args").path("name").asString().equals(PAGE_THREAD)) {
                pages.add(PageThread.of(entry));
            }
        }
        double longest = 0;
        for (JsonNode entry : entries) {
            if (entry.path("name").asString().endsWith(TASK) && pages.contains(PageThread.of(entry))) {
                longest = Math.max(longest, entry.path("tdur").asDouble() / US_PER_MS);
            }
        }
        return longest;
    }
}
