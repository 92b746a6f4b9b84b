/**
 * What k8s/ says, held to what Kubernetes, Camel K and Caravan understand; no cluster is needed.
 */
package dev.caravan.k8s;
