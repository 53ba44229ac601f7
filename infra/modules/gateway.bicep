metadata name = 'Gateway'
metadata description = 'Promise: GP systems reach six operations, at a pace and a size, with a token for the gp role. The application checks the token again.'

import { gatewaySku, signInSettings } from '../types.bicep'

@description('Required. Name of the API Management service, unique in Azure.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags on every resource.')
param tags object

@description('Required. Organisation that publishes the interface to GP systems.')
param publisherName string

@description('Required. Where API Management writes to about the gateway itself.')
param publisherEmail string

@description('Required. Tier and, with it, price.')
param sku gatewaySku

@description('Required. Calls a minute that one GP system may make before it is told to wait.')
param callsPerMinute int

@description('Required. The registration that callers get tokens for.')
param signIn signInSettings

@description('Required. Host name of the function app.')
param functionHostName string

@description('Required. Workspace that receives the diagnostics.')
param workspaceId string

// What a GP system may ask, and nothing else. The patient's page is not here: gateway logs write down addresses.
var operations = [
  {
    name: 'refer'
    method: 'POST'
    path: '/referrals'
    parameter: ''
  }
  {
    name: 'journey'
    method: 'GET'
    path: '/journeys/{journeyId}'
    parameter: 'journeyId'
  }
  {
    name: 'acknowledge'
    method: 'POST'
    path: '/journeys/{journeyId}/acknowledgements'
    parameter: 'journeyId'
  }
  {
    name: 'decide'
    method: 'POST'
    path: '/journeys/{journeyId}/decisions'
    parameter: 'journeyId'
  }
  {
    name: 'ask-advice'
    method: 'POST'
    path: '/journeys/{journeyId}/messages'
    parameter: 'journeyId'
  }
  {
    name: 'practice-list'
    method: 'GET'
    path: '/practices/{ods}/journeys'
    parameter: 'ods'
  }
]

var issuer = '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
var policyTemplate = loadTextContent('gateway-policy.xml')
var policyWithIssuer = replace(policyTemplate, '__ISSUER__', issuer)
var policyWithAudience = replace(policyWithIssuer, '__AUDIENCE__', signIn.clientId)
var policy = replace(policyWithAudience, '__CALLS_PER_MINUTE__', string(callsPerMinute))

resource service 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: sku
    capacity: 1
  }
  properties: {
    publisherName: publisherName
    publisherEmail: publisherEmail
  }
}

resource api 'Microsoft.ApiManagement/service/apis@2024-05-01' = {
  parent: service
  name: 'gp-systems'
  properties: {
    displayName: 'FIT referrals for GP systems'
    path: 'api'
    protocols: [
      'https'
    ]
    serviceUrl: 'https://${functionHostName}/api'
    // The token is the key; a second one would be a secret to look after.
    subscriptionRequired: false
  }
}

resource api_operations 'Microsoft.ApiManagement/service/apis/operations@2024-05-01' = [for operation in operations: {
  parent: api
  name: operation.name
  properties: {
    displayName: operation.name
    method: operation.method
    urlTemplate: operation.path
    templateParameters: empty(operation.parameter) ? [] : [
      {
        name: operation.parameter
        type: 'string'
        required: true
      }
    ]
  }
}]

resource api_policy 'Microsoft.ApiManagement/service/apis/policies@2024-05-01' = {
  parent: api
  name: 'policy'
  properties: {
    format: 'xml'
    value: policy
  }
}

resource service_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: service
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'GatewayLogs'
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

@description('Address GP systems call.')
output address string = service.properties.gatewayUrl
