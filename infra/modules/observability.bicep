metadata name = 'Observability'
metadata description = 'Promise: one workspace sees everything, and only Entra ID may write to it or read from it.'

import { retentionSettings } from '../types.bicep'

@description('Required. Stem of resource names.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags on every resource.')
param tags object

@description('Required. How long logs are kept.')
param retention retentionSettings

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-${name}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retention.logDays
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

// Who looked: every query on the logs is itself logged.
resource workspace_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: workspace
  properties: {
    workspaceId: workspace.id
    logs: [
      {
        category: 'Audit'
        enabled: true
      }
    ]
  }
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
    // A caller's address is personal data; the platform masks it unless told otherwise.
    DisableIpMasking: false
  }
}

@description('Resource id of the workspace.')
output workspaceId string = workspace.id

@description('Name of the Application Insights component.')
output applicationInsightsName string = applicationInsights.name
