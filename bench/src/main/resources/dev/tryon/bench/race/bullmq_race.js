// SPDX-License-Identifier: Apache-2.0
// BullMQ's part of the race: `node bullmq_race.js worker SLOTS` runs jobs, `node bullmq_race.js enqueue COUNT MILLIS PER_SECOND` enqueues some.
const { Queue, Worker } = require('bullmq');
const Redis = require('ioredis');

const connection = { host: '127.0.0.1', port: Number(process.env.RACE_REDIS_PORT), maxRetriesPerRequest: null };
const micros = () => Math.round((performance.timeOrigin + performance.now()) * 1000);
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

async function work(slots) {
  const done = new Redis(connection);
  new Worker(
    'race',
    async (job) => {
      const started = micros();
      if (job.data.millis) await sleep(job.data.millis);
      await done.rpush('race:done', `${job.data.number} ${job.data.enqueued} ${started}`);
    },
    // As long as tryon's leases.
    { connection, concurrency: slots, lockDuration: 15000, stalledInterval: 15000, removeOnComplete: { count: 0 } },
  );
}

async function enqueue(count, millis, perSecond) {
  const queue = new Queue('race', { connection });
  const padding = 'x'.repeat(500);
  const begin = performance.now();
  const data = (number) => ({ number, enqueued: micros(), millis, padding });
  if (perSecond) {
    const sent = [];
    for (let number = 0; number < count; number++) {
      await sleep(Math.max(0, begin + (number * 1000) / perSecond - performance.now()));
      sent.push(queue.add('job', data(number)));
    }
    await Promise.all(sent);
  } else {
    for (let number = 0; number < count; number += 100) {
      const chunk = Array.from({ length: Math.min(100, count - number) }, (unused, i) => ({ name: 'job', data: data(number + i) }));
      await queue.addBulk(chunk);
    }
  }
  await queue.close();
}

const [command, ...rest] = process.argv.slice(2);
const numbers = rest.map(Number);
(command === 'worker' ? work(numbers[0]) : enqueue(...numbers)).catch((error) => {
  console.error(error);
  process.exit(1);
});
