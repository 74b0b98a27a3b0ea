package dev.changeover.twin.edge;

/**
 * Code that runs between the edge and an origin, as Lambda@Edge does. It runs once for each origin that is asked: twice
 * where a request fails over. Repeated attempts at one origin do not run it again.
 */
public interface OriginFunction {
    /** Before the origin is asked. */
    default EdgeRequest request(EdgeRequest request, Origin origin) {
        return request;
    }

    /** After the origin has answered. */
    default EdgeAnswer response(EdgeAnswer answer, Origin origin) {
        return answer;
    }
}
