metadata name = 'Functions'
metadata description = 'Promise: the application, behind Entra ID, with no secret in its settings.'

import { pathwaySettings, scaleSettings, signInSettings, smsSettings } from '../types.bicep'

@description('Required. Name of the function app, unique in Azure.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags on every resource.')
param tags object

@description('Required. Resource id of the application\'s identity.')
param identityId string

@description('Required. Client id of the application\'s identity.')
param identityClientId string

@description('Required. Name of the Application Insights component.')
param applicationInsightsName string

@description('Required. Address of the data account\'s blob service.')
param dataBlobEndpoint string

@description('Required. Address of the data account\'s queue service.')
param dataQueueEndpoint string

@description('Required. Address of the data account\'s table service.')
param dataTableEndpoint string

@description('Required. Address of the task hub\'s blob service.')
param hubBlobEndpoint string

@description('Required. Address of the task hub\'s queue service.')
param hubQueueEndpoint string

@description('Required. Address of the task hub\'s table service.')
param hubTableEndpoint string

@description('Required. Address of the container the deployed code is kept in.')
param packageContainerUri string

@description('Required. Host name of the Service Bus namespace.')
param serviceBusHostName string

@description('Required. Address texts are sent through.')
param communicationEndpoint string

@description('Required. What the pathway is told from outside.')
param pathway pathwaySettings

@description('Required. How texts are sent.')
param sms smsSettings

@description('Required. True where laboratory files are scanned for malware, and are not read before they were found clean.')
param awaitsScan bool

@description('Required. The registration that callers get tokens for.')
param signIn signInSettings

@description('Required. How many machines.')
param scale scaleSettings

@description('Required. Subnet to leave by; empty for none.')
param subnetId string

@description('Required. Workspace that receives the diagnostics.')
param workspaceId string

// The one list of what the application is told. Names are the .NET options' own: section__property. A test holds the two together.
var appSettings = {
  // The host: its task hub, and where it reports to.
  AzureWebJobsStorage__blobServiceUri: hubBlobEndpoint
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__queueServiceUri: hubQueueEndpoint
  AzureWebJobsStorage__tableServiceUri: hubTableEndpoint
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights.properties.ConnectionString
  // The SDKs' own name for «use this identity», for clients that are given no other.
  AZURE_CLIENT_ID: identityClientId
  // App Service Authentication proves itself to Entra ID with the identity instead of a client secret.
  OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identityClientId

  // Triggers.
  LabResults__blobServiceUri: dataBlobEndpoint
  LabResults__clientId: identityClientId
  LabResults__credential: 'managedidentity'
  LabResults__queueServiceUri: dataQueueEndpoint
  ServiceBus__clientId: identityClientId
  ServiceBus__credential: 'managedidentity'
  ServiceBus__fullyQualifiedNamespace: serviceBusHostName

  // The application.
  Auth__RequirePrincipal: 'true'
  Data__blobServiceUri: dataBlobEndpoint
  Data__clientId: identityClientId
  Data__tableServiceUri: dataTableEndpoint
  LabFiles__AwaitScan: awaitsScan ? 'true' : 'false'
  Pathway__PolicyVersion: pathway.policyVersion
  Patients__Helpline: pathway.helpline
  Patients__Languages: pathway.?languages ?? 'en'
  Patients__PageAddress: pathway.?pageAddress ?? ''
  Patients__ServiceName: pathway.?serviceName ?? 'NHS Kit'
  Sms__Endpoint: communicationEndpoint
  Sms__From: sms.sender
  Sms__PencePerPart: sms.?pencePerPart ?? ''
}

// What answers without signing in: whether we are well; the patient's own page, whose token is the key; and Event Grid's
// notice of a laboratory file, which the Functions host admits only with its own system key.
var openPaths = [
  '/api/health'
  '/p/*'
  '/runtime/webhooks/blobs'
]

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'asp-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource functionApp 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // azd finds the app to deploy to by this tag.
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // Open to the network, closed to strangers: patients' telephones and Event Grid come from outside, and everything but openPaths needs a token.
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: scale.maximumInstances
        alwaysReady: [
          {
            name: 'durable'
            instanceCount: scale.durableInstances
          }
          {
            name: 'http'
            instanceCount: scale.httpInstances
          }
        ]
      }
    }
    // Flex Consumption has no FTP, and Azure refuses a site of this plan that says anything of ftpsState.
    siteConfig: {
      http20Enabled: true
      minTlsVersion: '1.2'
      remoteDebuggingEnabled: false
      scmMinTlsVersion: '1.2'
    }
  }
}

// Deployments come with an Entra ID token; user names and passwords do not work.
resource functionApp_ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: functionApp
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource functionApp_scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: functionApp
  name: 'scm'
  properties: {
    allow: false
  }
}

resource functionApp_settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: functionApp
  name: 'appsettings'
  properties: appSettings
}

resource functionApp_authentication 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: functionApp
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
      runtimeVersion: '~1'
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'Return401'
      excludedPaths: openPaths
    }
    httpSettings: {
      requireHttps: true
      forwardProxy: {
        // Staff come by Front Door's name, and must come back to it after signing in. Entra ID sends nobody to a name that is not registered.
        convention: 'Standard'
      }
      routes: {
        apiPrefix: '/.auth'
      }
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: signIn.clientId
          clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: [
            signIn.clientId
            'api://${signIn.clientId}'
          ]
        }
      }
    }
    login: {
      tokenStore: {
        // Nothing calls on a clerk's behalf, so their tokens are not kept.
        enabled: false
      }
      cookieExpiration: {
        convention: 'FixedTime'
        timeToExpiration: '08:00:00'
      }
      nonce: {
        validateNonce: true
        nonceExpirationInterval: '00:05:00'
      }
    }
  }
  dependsOn: [
    functionApp_settings
  ]
}

resource functionApp_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: functionApp
  properties: {
    workspaceId: workspaceId
    // Not the HTTP logs: they write down addresses, and the address of a patient's page is its key.
    logs: [
      {
        category: 'FunctionAppLogs'
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

@description('Name of the function app.')
output name string = functionApp.name

@description('Host name of the function app.')
output hostName string = functionApp.properties.defaultHostName
