/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.scaling;

import dev.tryon.proto.ExpertNames;
import dev.tryon.scheduler.scaling.keda.ExternalScalerGrpc;
import dev.tryon.scheduler.scaling.keda.GetMetricSpecResponse;
import dev.tryon.scheduler.scaling.keda.GetMetricsRequest;
import dev.tryon.scheduler.scaling.keda.GetMetricsResponse;
import dev.tryon.scheduler.scaling.keda.IsActiveResponse;
import dev.tryon.scheduler.scaling.keda.MetricSpec;
import dev.tryon.scheduler.scaling.keda.MetricValue;
import dev.tryon.scheduler.scaling.keda.ScaledObjectRef;
import dev.tryon.v1.Expert;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.BiConsumer;

/**
 * KEDA's external scaler. A ScaledObject names the pool by {@code expert: top} in its trigger's metadata. The metric is the
 * number of replicas itself, and one replica is worth 1 of it: the autoscaler's arithmetic then comes to the same number.
 * Thread-safe.
 */
final class ExternalScalerService extends ExternalScalerGrpc.ExternalScalerImplBase {
    private static final String EXPERT = "expert";

    private final Scaler scaler;

    ExternalScalerService(Scaler scaler) {
        this.scaler = scaler;
    }

    @Override
    public void isActive(ScaledObjectRef pool, StreamObserver<IsActiveResponse> answer) {
        answer(answer, () -> active(scaler.of(expert(pool))));
    }

    @Override
    public void streamIsActive(ScaledObjectRef pool, StreamObserver<IsActiveResponse> answer) {
        Expert expert;
        try {
            expert = expert(pool);
        } catch (StatusRuntimeException e) {
            answer.onError(e);
            return;
        }
        ActivityStream stream = new ActivityStream(expert, (ServerCallStreamObserver<IsActiveResponse>) answer);
        scaler.listen(stream);
        stream.accept(expert, scaler.of(expert));
    }

    @Override
    public void getMetricSpec(ScaledObjectRef pool, StreamObserver<GetMetricSpecResponse> answer) {
        answer(
                answer,
                () -> GetMetricSpecResponse.newBuilder()
                        .addMetricSpecs(MetricSpec.newBuilder()
                                .setMetricName(metric(expert(pool)))
                                .setTargetSize(1)
                                .setTargetSizeFloat(1))
                        .build());
    }

    @Override
    public void getMetrics(GetMetricsRequest asked, StreamObserver<GetMetricsResponse> answer) {
        answer(answer, () -> {
            Expert expert = expert(asked.getScaledObjectRef());
            int replicas = scaler.of(expert).replicas();
            return GetMetricsResponse.newBuilder()
                    .addMetricValues(MetricValue.newBuilder()
                            .setMetricName(metric(expert))
                            .setMetricValue(replicas)
                            .setMetricValueFloat(replicas))
                    .build();
        });
    }

    private interface Question<T> {
        T answer();
    }

    private static <T> void answer(StreamObserver<T> observer, Question<T> question) {
        try {
            observer.onNext(question.answer());
            observer.onCompleted();
        } catch (StatusRuntimeException e) {
            observer.onError(e);
        }
    }

    private static Expert expert(ScaledObjectRef pool) {
        String name = pool.getScalerMetadataOrDefault(EXPERT, "");
        return ExpertNames.expert(name)
                .orElseThrow(() -> Status.INVALID_ARGUMENT
                        .withDescription("the trigger's metadata must name an expert, one of " + ExpertNames.all()
                                + "; it names '" + name + "'")
                        .asRuntimeException());
    }

    private static String metric(Expert expert) {
        return "tryon-replicas-" + ExpertNames.name(expert);
    }

    private static IsActiveResponse active(ScalingAdvice advice) {
        return IsActiveResponse.newBuilder().setResult(advice.active()).build();
    }

    /** One open stream. It is told from several threads, and a stream takes one message at a time. */
    private final class ActivityStream implements BiConsumer<Expert, ScalingAdvice> {
        private final Expert expert;
        private final ServerCallStreamObserver<IsActiveResponse> answer;

        ActivityStream(Expert expert, ServerCallStreamObserver<IsActiveResponse> answer) {
            this.expert = expert;
            this.answer = answer;
            answer.setOnCancelHandler(() -> scaler.ignore(this));
        }

        @Override
        public synchronized void accept(Expert about, ScalingAdvice advice) {
            if (about == expert && !answer.isCancelled()) {
                answer.onNext(active(advice));
            }
        }
    }
}
