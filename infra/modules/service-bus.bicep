metadata name = 'Service Bus'
metadata description = 'Promise: every order and every movement arrives once, or lies in a dead-letter queue that somebody is told about. No keys.'

@description('Required. Name of the namespace.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags on every resource.')
param tags object

@description('Required. True shuts the public door. Private endpoints need the Premium tier, and a Standard namespace cannot become one: decide before the first deployment.')
param networkIsolation bool

@description('Required. Who outside reads pathway-events, one subscription each. With nobody, events are published to nobody and cost next to nothing.')
param pathwayEventSubscribers string[]

@description('Required. Workspace that receives the diagnostics.')
param workspaceId string

// How long the same message id counts as the same message. An order to post a kit or to book may be retried by the sweep
// for days; a second kit or a second appointment is worse than a long memory. Seven days is the longest there is.
var queues = [
  {
    name: 'kit-dispatch'
    duplicateWindow: 'P7D'
  }
  {
    name: 'booking-requests'
    duplicateWindow: 'P7D'
  }
  {
    name: 'sms-delivery-reports'
    duplicateWindow: 'P1D'
  }
]

// Nobody taking a message for this long is a fault, not a wish: it goes to the dead-letter queue and raises the alert.
var timeToLive = 'P14D'
var maxDeliveryCount = 10
var lockDuration = 'PT5M'

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: networkIsolation ? 'Premium' : 'Standard'
    tier: networkIsolation ? 'Premium' : 'Standard'
    capacity: networkIsolation ? 1 : null
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: networkIsolation ? 'Disabled' : 'Enabled'
  }
}

// Event Grid delivers from outside the network, as a trusted service with its own identity and role.
resource namespace_network 'Microsoft.ServiceBus/namespaces/networkRuleSets@2024-01-01' = if (networkIsolation) {
  parent: namespace
  name: 'default'
  properties: {
    publicNetworkAccess: 'Disabled'
    defaultAction: 'Deny'
    trustedServiceAccessEnabled: true
  }
}

resource namespace_queues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for queue in queues: {
  parent: namespace
  name: queue.name
  properties: {
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: queue.duplicateWindow
    defaultMessageTimeToLive: timeToLive
    deadLetteringOnMessageExpiration: true
    lockDuration: lockDuration
    maxDeliveryCount: maxDeliveryCount
  }
}]

resource kitMovements 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = {
  parent: namespace
  name: 'kit-movements'
  properties: {
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'P7D'
    defaultMessageTimeToLive: timeToLive
  }
}

resource kitMovements_subscription 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = {
  parent: kitMovements
  name: 'fitpipeline'
  properties: {
    deadLetteringOnFilterEvaluationExceptions: true
    deadLetteringOnMessageExpiration: true
    defaultMessageTimeToLive: timeToLive
    lockDuration: lockDuration
    maxDeliveryCount: maxDeliveryCount
  }
}

resource pathwayEvents 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = {
  parent: namespace
  name: 'pathway-events'
  properties: {
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'P7D'
    defaultMessageTimeToLive: timeToLive
  }
}

resource pathwayEvents_subscriptions 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = [for subscriber in pathwayEventSubscribers: {
  parent: pathwayEvents
  name: subscriber
  properties: {
    deadLetteringOnFilterEvaluationExceptions: true
    deadLetteringOnMessageExpiration: true
    defaultMessageTimeToLive: timeToLive
    lockDuration: lockDuration
    maxDeliveryCount: maxDeliveryCount
  }
}]

resource namespace_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: namespace
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Name of the namespace.')
output name string = namespace.name

@description('Resource id of the namespace.')
output resourceId string = namespace.id

@description('Host name of the namespace.')
output hostName string = '${namespace.name}.servicebus.windows.net'
