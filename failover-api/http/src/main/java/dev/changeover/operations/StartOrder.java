package dev.changeover.operations;

import dev.changeover.core.model.Actor;

/**
 * A person's word to start.
 *
 * @param key decides the changeover's id
 * @param previewVersion of the preview that was shown
 * @param confirm what the person typed
 */
public record StartOrder(MoveAsk move, Actor by, String key, String previewVersion, String confirm) {}
