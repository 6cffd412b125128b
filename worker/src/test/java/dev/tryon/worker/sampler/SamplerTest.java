/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs against other ways to write the same formulas, with a denoiser that is exact for pictures drawn from a Gaussian of
 * mean {@link #MEAN} and variance {@link #VARIANCE}.
 */
class SamplerTest {

    private static final double MEAN = 0.4;
    private static final double VARIANCE = 0.09;
    private static final double START = -1.3;
    private static final ScaledLinear CHAIN = new ScaledLinear(0.00085, 0.012, 1000);

    /** Song et al. 2021, eq. 12, as printed: the predicted x0 and "the direction pointing to x". */
    @ParameterizedTest
    @CsvSource({"20, 1.0, EPSILON", "20, 1.0, V", "7, 0.6, EPSILON", "7, 0.6, V", "1, 1.0, EPSILON"})
    void ddimIsThatOfThePaper(int steps, double strength, Prediction prediction) {
        double x = START;
        for (int i = 0; i < steps; i++) {
            double now = alphaBar(step(i, steps, strength));
            double after = i + 1 < steps ? alphaBar(step(i + 1, steps, strength)) : 1;
            double noise = noise(x, Math.sqrt(now), Math.sqrt(1 - now));
            double picture = (x - Math.sqrt(1 - now) * noise) / Math.sqrt(now);
            x = Math.sqrt(after) * picture + Math.sqrt(1 - after) * noise;
        }

        assertThat(painted(SamplingRun.of(Sampler.DDIM, CHAIN, prediction, steps, strength), prediction))
                .isCloseTo(x, within(1e-4));
    }

    /** Karras et al.'s variance-exploding variables x/√ᾱ and √(1−ᾱ)/√ᾱ, in which k-diffusion writes DPM-Solver++(2M). */
    @ParameterizedTest
    @CsvSource({"20, 1.0, EPSILON", "20, 1.0, V", "7, 0.6, EPSILON", "2, 1.0, V", "1, 1.0, V"})
    void dpmSolverIsThatOfOtherVariables(int steps, double strength, Prediction prediction) {
        double x = START / Math.sqrt(alphaBar(step(0, steps, strength)));
        double older = Double.NaN;
        for (int i = 0; i < steps; i++) {
            double sigma = sigma(step(i, steps, strength));
            double scale = 1 / Math.sqrt(1 + sigma * sigma);
            double seen = picture(x * scale, scale, sigma * scale);
            double next = i + 1 < steps ? sigma(step(i + 1, steps, strength)) : 0;
            if (i == 0 || next == 0) {
                x = seen + next / sigma * (x - seen);
            } else {
                double h = Math.log(sigma / next);
                double last = Math.log(sigma(step(i - 1, steps, strength)) / sigma);
                double r = last / h;
                double mixed = (1 + 1 / (2 * r)) * seen - older / (2 * r);
                x = next / sigma * x - Math.expm1(-h) * mixed;
            }
            older = seen;
        }

        assertThat(painted(SamplingRun.of(Sampler.DPM_SOLVER_2M, CHAIN, prediction, steps, strength), prediction))
                .isCloseTo(x, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"8, 0.7, 1.0", "20, 1.0, 3.0", "1, 0.5, 1.0"})
    void flowIsEulersMethodOnTheVelocity(int steps, double strength, double shift) {
        double x = START;
        for (int i = 0; i < steps; i++) {
            double from = shifted(strength * (steps - i) / steps, shift);
            double to = shifted(strength * (steps - i - 1) / steps, shift);
            double velocity = noise(x, 1 - from, from) - picture(x, 1 - from, from);
            x += (to - from) * velocity;
        }

        SamplingRun run =
                SamplingRun.of(Sampler.FLOW_MATCH_EULER, new RectifiedFlow(shift), Prediction.FLOW, steps, strength);
        assertThat(painted(run, Prediction.FLOW)).isCloseTo(x, within(1e-4));
    }

    /** The probability flow of Gaussian data has a closed form; twice the steps, a quarter of a second-order error. */
    @Test
    void dpmSolverIsOfSecondOrderAndDdimOfFirst() {
        assertThat(errorRatio(Sampler.DPM_SOLVER_2M)).isBetween(3.0, 5.0);
        assertThat(errorRatio(Sampler.DDIM)).isBetween(1.7, 2.4);
    }

    /** With a perfect model every step lies on the straight path, so any number of steps must end at the picture. */
    @Test
    void flowEndsAtPictureWhenVelocityIsTrue() {
        double picture = 0.3;
        double noise = -1.7;
        SamplingRun run = SamplingRun.of(Sampler.FLOW_MATCH_EULER, new RectifiedFlow(2.5), Prediction.FLOW, 7, 0.8);
        double x = run.start().signal() * picture + run.start().noise() * noise;

        for (SamplerStep step : run.steps()) {
            x = step.next().latent() * x + step.next().prediction() * (noise - picture);
        }

        assertThat(x).isCloseTo(picture, within(1e-9));
    }

    @Test
    void flowStartsAtTheShiftedStrength() {
        SamplingRun run = SamplingRun.of(Sampler.FLOW_MATCH_EULER, new RectifiedFlow(3), Prediction.FLOW, 4, 0.5);

        // Esser et al. 2024, eq. 23 at s = 3: 3·0.5 / (1 + 2·0.5) = 0.75.
        assertThat(run.start().noise()).isCloseTo(0.75, within(1e-12));
        assertThat(run.start().signal()).isCloseTo(0.25, within(1e-12));
        assertThat(run.steps().get(0).timestep()).isCloseTo(0.75f, within(1e-6f));
    }

    @ParameterizedTest
    @EnumSource(Sampler.class)
    void fullStrengthStartsFromNoiseAlone(Sampler sampler) {
        NoiseSchedule schedule = sampler == Sampler.FLOW_MATCH_EULER ? new RectifiedFlow(1) : CHAIN;
        Prediction prediction = sampler == Sampler.FLOW_MATCH_EULER ? Prediction.FLOW : Prediction.EPSILON;

        NoiseLevel start = SamplingRun.of(sampler, schedule, prediction, 4, 1).start();

        assertThat(List.of(start.signal(), start.noise())).containsExactly(0.0, 1.0);
    }

    @Test
    void refusesStrengthOfNothing() {
        assertThatThrownBy(() -> CHAIN.levels(8, 0)).hasMessageContaining("strength 0.0");
        assertThatThrownBy(() -> new RectifiedFlow(1).levels(0, 1)).hasMessageContaining("steps 0");
    }

    private static double errorRatio(Sampler sampler) {
        return error(sampler, 40) / error(sampler, 80);
    }

    /** At λ = 1, come from λ = −1. */
    private static double error(Sampler sampler, int steps) {
        List<NoiseLevel> even = evenInLambda(steps);
        double x = START;
        double older = 0;
        List<SamplerStep> run = sampler.run(even, Prediction.EPSILON);
        for (int i = 0; i < steps; i++) {
            NoiseLevel at = even.get(i);
            double next = step(x, older, run.get(i), noise(x, at.signal(), at.noise()));
            older = picture(x, at.signal(), at.noise());
            x = next;
        }
        NoiseLevel first = even.get(0);
        NoiseLevel last = even.get(steps);
        double truth = last.signal() * MEAN + spread(last) / spread(first) * (START - first.signal() * MEAN);
        return Math.abs(x - truth);
    }

    private static double spread(NoiseLevel at) {
        return Math.sqrt(at.signal() * at.signal() * VARIANCE + at.noise() * at.noise());
    }

    private static List<NoiseLevel> evenInLambda(int steps) {
        return java.util.stream.IntStream.rangeClosed(0, steps)
                .mapToObj(i -> {
                    double ratio = Math.exp(-1 + 2.0 * i / steps);
                    double noise = 1 / Math.sqrt(1 + ratio * ratio);
                    return new NoiseLevel(0, ratio * noise, noise);
                })
                .toList();
    }

    private static double painted(SamplingRun run, Prediction prediction) {
        double x = START;
        double older = 0;
        for (SamplerStep step : run.steps()) {
            double signal = prediction == Prediction.FLOW ? 1 - step.timestep() : signal(step);
            double noise = prediction == Prediction.FLOW ? step.timestep() : Math.sqrt(1 - signal * signal);
            double predicted = switch (prediction) {
                case EPSILON -> noise(x, signal, noise);
                case V -> signal * noise(x, signal, noise) - noise * picture(x, signal, noise);
                case FLOW -> noise(x, signal, noise) - picture(x, signal, noise);
            };
            double next = step(x, older, step, predicted);
            older = step.clean().latent() * x + step.clean().prediction() * predicted;
            x = next;
        }
        return x;
    }

    private static double step(double x, double older, SamplerStep step, double predicted) {
        return step.next().latent() * x
                + step.next().prediction() * predicted
                + step.next().previous() * older;
    }

    /** What an exact model sees behind x: the mean of the pictures that x may come from. */
    private static double picture(double x, double signal, double noise) {
        return (MEAN * noise * noise + VARIANCE * signal * x) / (VARIANCE * signal * signal + noise * noise);
    }

    private static double noise(double x, double signal, double noise) {
        return (x - signal * picture(x, signal, noise)) / noise;
    }

    private static int step(int i, int steps, double strength) {
        return (int) Math.round(1000 * strength * (1 - (double) i / steps)) - 1;
    }

    private static double signal(SamplerStep step) {
        return Math.sqrt(alphaBar((int) step.timestep()));
    }

    private static double sigma(int step) {
        return Math.sqrt((1 - alphaBar(step)) / alphaBar(step));
    }

    private static double alphaBar(int step) {
        double log = 0;
        for (int i = 0; i <= step; i++) {
            double root = Math.sqrt(0.00085) + (Math.sqrt(0.012) - Math.sqrt(0.00085)) * i / 999;
            log += Math.log1p(-root * root);
        }
        return Math.exp(log);
    }

    private static double shifted(double sigma, double shift) {
        return shift * sigma / (1 + (shift - 1) * sigma);
    }
}
