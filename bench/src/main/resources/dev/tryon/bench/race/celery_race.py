# SPDX-License-Identifier: Apache-2.0
"""Celery's part of the race: `celery -A celery_race worker` runs jobs, `celery_race.py COUNT MILLIS PER_SECOND` enqueues some."""
import os
import sys
import time

import celery
import redis

PORT = int(os.environ["RACE_REDIS_PORT"])

app = celery.Celery("race", broker=f"redis://127.0.0.1:{PORT}/0")
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    # As long as tryon's leases.
    broker_transport_options={"visibility_timeout": 15},
)
done = redis.Redis(port=PORT)


@app.task(name="race.job")
def job(number, enqueued, millis, padding):
    started = time.time_ns() // 1000
    if millis:
        time.sleep(millis / 1000)
    done.rpush("race:done", f"{number} {enqueued} {started}")


def main(count, millis, per_second):
    padding = "x" * 500
    begin = time.monotonic()
    for number in range(count):
        if per_second:
            time.sleep(max(0.0, begin + number / per_second - time.monotonic()))
        job.delay(number, time.time_ns() // 1000, millis, padding)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
