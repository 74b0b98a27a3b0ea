package dev.changeover.twin.systems;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.AwsRequest;
import dev.changeover.twin.wire.JsonProtocol;
import dev.changeover.twin.wire.Service;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Where Systems Manager's process hears which Regions are dark. */
final class RegionsDoor implements Service {
    private final Regions regions;
    private final JsonProtocol protocol = new JsonProtocol("1.1");

    RegionsDoor(Regions regions) {
        this.regions = regions;
    }

    @Override
    public String signingName() {
        return Letter.PROCESS;
    }

    @Override
    public String action(AwsRequest request) {
        return protocol.action(request);
    }

    @Override
    public AwsReply answer(AwsRequest request) {
        List<String> dark =
                Letter.JSON.readValue(request.body(), Letter.Dark.class).regions();
        set(regions, dark);
        return new AwsReply(200, "application/json", Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
    }

    static void set(Regions regions, List<String> dark) {
        for (Region region : Regions.ARC_ENDPOINTS) {
            if (dark.contains(region.code())) {
                regions.darken(region);
            } else {
                regions.recover(region);
            }
        }
    }

    @Override
    public AwsReply refuse(AwsRequest request, AwsError error) {
        return protocol.refusal(error);
    }
}
