metadata name = 'Alerts'
metadata description = 'Promise: when a patient may be left behind, a person is told. What each alert means and what to do is in docs/deploy.md.'

import { alertSettings } from '../types.bicep'

@description('Required. Stem of resource names.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags on every resource.')
param tags object

@description('Required. Who is told, and when.')
param alerts alertSettings

@description('Required. Workspace that the logs are in.')
param workspaceId string

@description('Required. Service Bus namespace whose dead letters count.')
param serviceBusId string

@description('Required. Event Grid topics whose undelivered events count.')
param eventTopics object

// The names the application reports under. A test compares them with the application's own.
var measures = {
  failedTexts: 'fitpipeline.texts.failed'
  oldestOverdueMinutes: 'fitpipeline.actions.oldest_overdue'
  reconciled: 'fitpipeline.reconcile.completed'
  swept: 'fitpipeline.sweep.completed'
}

var logAlerts = [
  {
    name: 'overdue-action'
    severity: 1
    description: 'A next action has been overdue for too long. Open the worklist with overdue=true: somebody is waiting.'
    query: 'AppMetrics | where Name == "${measures.oldestOverdueMinutes}" | summarize value = max(Max)'
    operator: 'GreaterThan'
    threshold: alerts.overdueMinutes
    frequency: 'PT15M'
    window: 'PT1H'
    lookback: ''
  }
  {
    name: 'failed-texts'
    severity: 2
    description: 'More texts than usual are failing. Patients are not being told; look at Communication Services and at the texts list.'
    query: 'AppMetrics | where Name == "${measures.failedTexts}" | summarize value = sum(Sum)'
    operator: 'GreaterThan'
    threshold: alerts.failedTextsPerHour
    frequency: 'PT15M'
    window: 'PT1H'
    lookback: ''
  }
  {
    name: 'unread-lab-file'
    severity: 1
    description: 'A laboratory file could not be read five times over and lies on the poison queue. Results may be in it.'
    query: 'StorageQueueLogs | where OperationName == "PutMessage" and StatusCode startswith "2" and Uri contains "webjobs-blobtrigger-poison" | summarize value = count()'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT1H'
    lookback: ''
  }
  {
    // count() answers 0 when there is nothing at all, which is the very thing to be told about. 25 hours: the run is daily, never to the second.
    name: 'no-reconcile'
    severity: 1
    description: 'The daily proof that every open journey has a next action has not finished for a day. Until it does, nobody knows that nobody is left behind.'
    query: 'AppMetrics | where TimeGenerated > ago(25h) and Name == "${measures.reconciled}" | summarize value = count()'
    operator: 'LessThan'
    threshold: 1
    frequency: 'PT1H'
    window: 'P1D'
    lookback: 'P2D'
  }
  {
    // Sweeps come every five minutes; count() answers 0 when there is nothing at all.
    name: 'no-sweep'
    severity: 1
    description: 'No sweep has finished for 15 minutes. What falls due is not done, and lost work is not made good, until one does.'
    query: 'AppMetrics | where Name == "${measures.swept}" | summarize value = count()'
    operator: 'LessThan'
    threshold: 1
    frequency: 'PT5M'
    window: 'PT15M'
    lookback: ''
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'fitpipeline'
    emailReceivers: [for (email, index) in alerts.emails: {
      name: 'person-${index}'
      emailAddress: email
      useCommonAlertSchema: true
    }]
  }
}

resource logs 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in logAlerts: {
  name: '${alert.name}-${name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: alert.name
    description: alert.description
    enabled: true
    severity: alert.severity
    scopes: [
      workspaceId
    ]
    evaluationFrequency: alert.frequency
    windowSize: alert.window
    overrideQueryTimeRange: empty(alert.lookback) ? null : alert.lookback
    // A workspace that has not yet seen its first row of a table does not know the table.
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: alert.query
          metricMeasureColumn: 'value'
          timeAggregation: 'Maximum'
          operator: alert.operator
          threshold: alert.threshold
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}]

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'dead-letters-${name}'
  location: 'global'
  tags: tags
  properties: {
    description: 'A message could not be handled: a kit not ordered, a movement not recorded or an appointment not asked for. Read it, mend the cause, send it again.'
    enabled: true
    severity: 1
    scopes: [
      serviceBusId
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'any'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                '*'
              ]
            }
          ]
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}

resource undeliveredEvents 'Microsoft.Insights/metricAlerts@2018-03-01' = [for topic in items(eventTopics): {
  name: 'undelivered-${topic.key}-${name}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Event Grid gave up on an event after a day. A laboratory file is still found by the sweep; a delivery report is not, and its text counts as undelivered.'
    enabled: true
    severity: 2
    scopes: [
      topic.value
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'any'
          metricNamespace: 'Microsoft.EventGrid/systemTopics'
          metricName: 'DeadLetteredCount'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}]
