package dev.changeover.twin.world;

import dev.changeover.core.model.Region;
import dev.changeover.core.model.RequestMetric;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.Metric;
import dev.changeover.twin.model.MetricPoint;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tells CloudWatch how many requests each shop answers, as the load balancer before it would. A shop that does not
 * answer is not told about: nobody knows how many came.
 */
final class LoadBalancers implements AutoCloseable {
    /** AWS's tell each minute; a changeover of the twin is over in seconds. */
    private static final long TELL_EVERY_MS = 1_000;

    private final TwinAccount account;
    private final Map<Region, ShopProcess> shops;
    private final Map<Region, Long> told = new HashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("load-balancers").factory());

    private final ScheduledFuture<?> telling;

    private LoadBalancers(TwinAccount account, Map<Region, ShopProcess> shops) {
        this.account = account;
        this.shops = Map.copyOf(shops);
        this.telling = clock.scheduleWithFixedDelay(this::tell, 0, TELL_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    static LoadBalancers before(Map<Region, ShopProcess> shops, TwinAccount account) {
        return new LoadBalancers(account, shops);
    }

    private void tell() {
        shops.forEach((region, shop) -> {
            OptionalLong answered = shop.answered();
            answered.ifPresent(count -> tell(region, count));
            if (answered.isEmpty()) {
                told.remove(region); // it will count from nothing again
            }
        });
    }

    private void tell(Region region, long count) {
        Long before = told.put(region, count);
        if (before != null && count >= before) {
            RequestMetric metric = ShopEstate.requests(region);
            account.cloudWatch()
                    .put(
                            region,
                            Metric.of(metric.namespace(), metric.name(), Map.of(metric.dimension(), metric.value())),
                            MetricPoint.of(account.timeline().now(), (double) (count - before)));
        }
    }

    @Override
    public void close() {
        telling.cancel(true);
        clock.shutdownNow();
    }
}
