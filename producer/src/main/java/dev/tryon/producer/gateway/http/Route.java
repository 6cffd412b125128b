/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/** One thing that can be asked for. */
record Route(HandlerType method, String path, Handler handler) {}
