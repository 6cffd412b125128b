// SPDX-License-Identifier: Apache-2.0
// Reads a JSON array of custom resources from standard input and prints a line for each fault: what their types refuse,
// and every field that the types do not know. Usage: node check.mjs < objects.json
import { readFileSync } from "node:fs";
import { ScaledObject } from "@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject";
import { ExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret";
import { PrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import { ServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";

const types = new Map(
  [ScaledObject, ExternalSecret, PrometheusRule, ServiceMonitor].map((type) => [`${type.apiVersion}/${type.kind}`, type]),
);

// The types accept fields that they do not know, but look at every one that they do: what nobody looked at is unknown.
function watched(value, path, unseen) {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  for (const key of Array.isArray(value) ? [] : Object.keys(value)) {
    unseen.add(`${path}/${key}`);
  }
  const parts = Array.isArray(value)
    ? value.map((part, i) => watched(part, `${path}/${i}`, unseen))
    : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, watched(part, `${path}/${key}`, unseen)]));
  return new Proxy(parts, {
    get(target, key, receiver) {
      unseen.delete(`${path}/${String(key)}`);
      return Reflect.get(target, key, receiver);
    },
  });
}

for (const object of JSON.parse(readFileSync(0, "utf8"))) {
  const kind = `${object.apiVersion}/${object.kind}`;
  const name = `${kind} ${object.metadata?.name}`;
  const type = types.get(kind);
  if (!type) {
    console.log(`${name}: no type is known for this kind`);
    continue;
  }
  const unseen = new Set();
  try {
    type.prototype.validate.call(watched(object, "", unseen));
  } catch (fault) {
    console.log(`${name}: ${fault.message}`);
    continue;
  }
  for (const path of unseen) {
    console.log(`${name}: unknown field ${path}`);
  }
}
