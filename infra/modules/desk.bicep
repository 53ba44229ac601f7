metadata name = 'Desk'
metadata description = 'Promise: staff\'s pages and the API they call are one origin, and a page lets in nothing but our own files. No data lies here.'

import { redundancyType } from '../types.bicep'

@description('Required. Name of the endpoint staff open, part of its address.')
param name string

@description('Required. Name of the firewall policy, letters and digits only.')
param firewallName string

@description('Required. Name of the storage account of the pages, at most 24 lower-case letters and digits.')
param accountName string

@description('Required. Region of the pages.')
param location string

@description('Required. Tags on every resource.')
param tags object

@description('Required. How many copies of the pages Azure keeps.')
param redundancy redundancyType

@description('Required. Host name of the function app.')
param functionHostName string

@description('Required. Workspace that receives the diagnostics.')
param workspaceId string

// Every page and every file of the desk goes out with these; a test holds them against what the local host sends.
var pageHeaders = {
  'Content-Security-Policy': 'default-src \'none\'; script-src \'self\'; style-src \'self\'; img-src \'self\' data:; connect-src \'self\'; form-action \'self\'; base-uri \'none\'; frame-ancestors \'none\'; require-trusted-types-for \'script\''
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=()'
  'Cross-Origin-Opener-Policy': 'same-origin'
  'Cache-Control': 'no-cache'
}

var fileHeaders = {
  'X-Content-Type-Options': 'nosniff'
  'Referrer-Policy': 'no-referrer'
  'Strict-Transport-Security': 'max-age=31536000'
}

// What the application answers: the API, the patient's page, and signing in. Everything else is a page of the desk.
var applicationPaths = [
  '/api/*'
  '/p/*'
  '/.auth/*'
]

// Of Front Door and of its firewall, which must be the same.
var tier = 'Standard_AzureFrontDoor'

// What answers without signing in, as parts of an address. Signing in itself is Entra ID's.
var anonymousPaths = [
  '/p/'
  '/api/health'
]

// Only $web is served, and only the desk's files are put there. It has no key either: files are sent with an Entra ID token.
resource storageAccount 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: accountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    allowedCopyScope: 'AAD'
    defaultToOAuthAuthentication: true
    isLocalUserEnabled: false
    isSftpEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // The same files are in the public repository: nothing here is worth a private door.
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Allow'
    }
  }
}

resource profile 'Microsoft.Cdn/profiles@2025-04-15' = {
  name: 'afd-${name}'
  location: 'global'
  tags: tags
  sku: {
    name: tier
  }
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-04-15' = {
  parent: profile
  name: name
  location: 'global'
  tags: tags
  properties: {
    enabledState: 'Enabled'
  }
}

resource applicationGroup 'Microsoft.Cdn/profiles/originGroups@2025-04-15' = {
  parent: profile
  name: 'application'
  properties: {
    loadBalancingSettings: {
      sampleSize: 4
      successfulSamplesRequired: 3
    }
  }
}

resource application 'Microsoft.Cdn/profiles/originGroups/origins@2025-04-15' = {
  parent: applicationGroup
  name: 'function-app'
  properties: {
    hostName: functionHostName
    originHostHeader: functionHostName
    httpsPort: 443
    enforceCertificateNameCheck: true
    enabledState: 'Enabled'
  }
}

resource pagesGroup 'Microsoft.Cdn/profiles/originGroups@2025-04-15' = {
  parent: profile
  name: 'pages'
  properties: {
    loadBalancingSettings: {
      sampleSize: 4
      successfulSamplesRequired: 3
    }
  }
}

resource pages 'Microsoft.Cdn/profiles/originGroups/origins@2025-04-15' = {
  parent: pagesGroup
  name: 'storage'
  properties: {
    hostName: split(storageAccount.properties.primaryEndpoints.web, '/')[2]
    originHostHeader: split(storageAccount.properties.primaryEndpoints.web, '/')[2]
    httpsPort: 443
    enforceCertificateNameCheck: true
    enabledState: 'Enabled'
  }
}

resource rules 'Microsoft.Cdn/profiles/ruleSets@2025-04-15' = {
  parent: profile
  name: 'pages'
}

// Whatever is no file of the desk is a page's address, and every page is the one page.
resource rules_onePage 'Microsoft.Cdn/profiles/ruleSets/rules@2025-04-15' = {
  parent: rules
  name: 'onePage'
  properties: {
    order: 1
    matchProcessingBehavior: 'Continue'
    conditions: [
      {
        name: 'UrlPath'
        parameters: {
          typeName: 'DeliveryRuleUrlPathMatchConditionParameters'
          operator: 'BeginsWith'
          negateCondition: true
          matchValues: [
            'desk/'
          ]
        }
      }
    ]
    actions: [
      {
        name: 'UrlRewrite'
        parameters: {
          typeName: 'DeliveryRuleUrlRewriteActionParameters'
          sourcePattern: '/'
          destination: '/desk/index.html'
          preserveUnmatchedPath: false
        }
      }
    ]
  }
}

resource rules_pageHeaders 'Microsoft.Cdn/profiles/ruleSets/rules@2025-04-15' = {
  parent: rules
  name: 'pageHeaders'
  properties: {
    order: 2
    matchProcessingBehavior: 'Continue'
    actions: [for header in items(pageHeaders): {
      name: 'ModifyResponseHeader'
      parameters: {
        typeName: 'DeliveryRuleHeaderActionParameters'
        headerAction: 'Overwrite'
        headerName: header.key
        value: header.value
      }
    }]
  }
}

// A rule of its own, because a rule has at most five actions.
resource rules_fileHeaders 'Microsoft.Cdn/profiles/ruleSets/rules@2025-04-15' = {
  parent: rules
  name: 'fileHeaders'
  properties: {
    order: 3
    matchProcessingBehavior: 'Continue'
    actions: [for header in items(fileHeaders): {
      name: 'ModifyResponseHeader'
      parameters: {
        typeName: 'DeliveryRuleHeaderActionParameters'
        headerAction: 'Overwrite'
        headerName: header.key
        value: header.value
      }
    }]
  }
}

// Neither route has a cache: patients' data must not lie in one, and the pages are asked about each time.
resource endpoint_application 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-04-15' = {
  parent: endpoint
  name: 'application'
  properties: {
    originGroup: {
      id: applicationGroup.id
    }
    patternsToMatch: applicationPaths
    supportedProtocols: [
      'Http'
      'Https'
    ]
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    linkToDefaultDomain: 'Enabled'
    enabledState: 'Enabled'
  }
  dependsOn: [
    application
  ]
}

resource endpoint_pages 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-04-15' = {
  parent: endpoint
  name: 'pages'
  properties: {
    originGroup: {
      id: pagesGroup.id
    }
    patternsToMatch: [
      '/*'
    ]
    ruleSets: [
      {
        id: rules.id
      }
    ]
    supportedProtocols: [
      'Http'
      'Https'
    ]
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    linkToDefaultDomain: 'Enabled'
    enabledState: 'Enabled'
  }
  dependsOn: [
    pages
    rules_onePage
    rules_pageHeaders
    rules_fileHeaders
  ]
}

// One address that asks for pages without signing in, far oftener than people do, waits: 429 until the minute is over. A household,
// a surgery and a mobile network's gateway stay well below it. No managed rules: those need the Premium tier.
resource firewall 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies@2025-03-01' = {
  name: firewallName
  location: 'global'
  tags: tags
  sku: {
    name: tier
  }
  properties: {
    policySettings: {
      enabledState: 'Enabled'
      mode: 'Prevention'
      customBlockResponseStatusCode: 429
    }
    customRules: {
      rules: [
        {
          name: 'anonymousPaths'
          enabledState: 'Enabled'
          priority: 1
          ruleType: 'RateLimitRule'
          rateLimitDurationInMinutes: 1
          rateLimitThreshold: 300
          matchConditions: [
            {
              matchVariable: 'RequestUri'
              operator: 'Contains'
              negateCondition: false
              matchValue: anonymousPaths
              transforms: [
                'UrlDecode'
                'Lowercase'
              ]
            }
          ]
          action: 'Block'
        }
      ]
    }
  }
}

resource profile_firewall 'Microsoft.Cdn/profiles/securityPolicies@2025-04-15' = {
  parent: profile
  name: 'firewall'
  properties: {
    parameters: {
      type: 'WebApplicationFirewall'
      wafPolicy: {
        id: firewall.id
      }
      associations: [
        {
          domains: [
            {
              id: endpoint.id
            }
          ]
          patternsToMatch: [
            '/*'
          ]
        }
      ]
    }
  }
}

resource profile_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: profile
  properties: {
    workspaceId: workspaceId
    // Not the access log: it writes down addresses, and the address of a patient's page is its key.
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Host name staff open.')
output hostName string = endpoint.properties.hostName

@description('Name of the storage account the desk\'s files are sent to.')
output accountName string = storageAccount.name
