package dev.changeover.aws;

import dev.changeover.core.model.Region;
import java.util.Optional;

/**
 * Where notices go: always the Region of whoever drives, since the other may be the dark one.
 *
 * @param bus the EventBridge bus by name or ARN
 * @param topic the ARN of the SNS topic of those people who want to hear; empty when nobody does
 */
public record NoticeChannel(Region region, String bus, Optional<String> topic) {}
