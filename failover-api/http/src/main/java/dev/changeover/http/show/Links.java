package dev.changeover.http.show;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.view.Json;
import java.util.Map;

/** Where things are. */
public final class Links {
    private Links() {}

    public static String application(ApplicationName name) {
        return "/v1/applications/" + name;
    }

    public static String changeover(ChangeoverId id) {
        return "/v1/changeovers/" + id;
    }

    public static String drill(String id) {
        return "/v1/drills/" + id;
    }

    public static Map<String, Object> drillLink(String id) {
        return Json.object("id", id, "href", drill(id));
    }

    public static Map<String, Object> link(ChangeoverId id) {
        return Json.object("id", id, "href", changeover(id));
    }
}
