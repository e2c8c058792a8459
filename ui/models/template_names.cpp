// Tables alone. The details are read by people and go through translation where they are shown.
#include "ui/models/template_names.h"

#include <QtGlobal>

namespace gw::ui {

namespace {

constexpr TemplateName references[] = {
    {"input", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "the payload and the parameters")},
    {"context", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "the request and its caller")},
    {"util", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "escaping, encoding, parsing")},
    {"stageVariables", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "the variables of the stage")},
};

constexpr TemplateName input[] = {
    {"json('$')", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "a part of the payload as JSON text")},
    {"path('$')", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "a part of the payload to go on with")},
    {"body", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "the payload as it came")},
    {"params()", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "all parameters: path, querystring, header")},
    {"params('')", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "one parameter, searched in path, query and headers")},
};

constexpr TemplateName util[] = {
    {"escapeJavaScript()", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "text for use inside a JSON string")},
    {"parseJson()", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "JSON text to go on with")},
    {"urlEncode()", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "application/x-www-form-urlencoded")},
    {"urlDecode()", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "back from form encoding")},
    {"base64Encode()", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "Base64 of the text's UTF-8 bytes")},
    {"base64Decode()", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "text from Base64")},
};

constexpr TemplateName context[] = {
    {"accountId", ""},
    {"apiId", ""},
    {"authorizer.claims", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "claims of the caller's token, by name")},
    {"authorizer.principalId", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "the principal the authorizer named")},
    {"awsEndpointRequestId", ""},
    {"deploymentId", ""},
    {"domainName", ""},
    {"domainPrefix", ""},
    {"extendedRequestId", ""},
    {"httpMethod", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "the verb of the request")},
    {"identity.accountId", ""},
    {"identity.apiKey", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "the API key that was sent")},
    {"identity.apiKeyId", ""},
    {"identity.caller", ""},
    {"identity.clientCert.clientCertPem", ""},
    {"identity.clientCert.issuerDN", ""},
    {"identity.clientCert.serialNumber", ""},
    {"identity.clientCert.subjectDN", ""},
    {"identity.clientCert.validity.notAfter", ""},
    {"identity.clientCert.validity.notBefore", ""},
    {"identity.cognitoAuthenticationProvider", ""},
    {"identity.cognitoAuthenticationType", ""},
    {"identity.cognitoIdentityId", ""},
    {"identity.cognitoIdentityPoolId", ""},
    {"identity.principalOrgId", ""},
    {"identity.sourceIp", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "the client's address")},
    {"identity.user", ""},
    {"identity.userAgent", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "the User-Agent header")},
    {"identity.userArn", ""},
    {"identity.vpcId", ""},
    {"identity.vpceId", ""},
    {"isCanaryRequest", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "\"true\" or \"false\" on a stage with a canary")},
    {"path", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "the request's path, the stage included")},
    {"protocol", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "HTTP/1.1")},
    {"requestId", ""},
    {"requestOverride.header", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "set: a header towards the backend")},
    {"requestOverride.path", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "set: a path parameter of the backend")},
    {"requestOverride.querystring", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "set: a query parameter")},
    {"requestTime", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "09/Apr/2026:12:34:56 +0000")},
    {"requestTimeEpoch", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "milliseconds since 1970")},
    {"resourceId", ""},
    {"resourcePath", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "the path as it is designed: /pets/{petId}")},
    {"responseOverride.header", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "set: a header of the answer")},
    {"responseOverride.status", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "set: the status of the answer")},
    {"stage", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "the stage's name")},
    {"wafResponseCode", ""},
    {"webaclArn", ""},
};

constexpr TemplateName groups[] = {
    {"path", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "path parameters")},
    {"querystring", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "query string parameters")},
    {"header", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "headers")},
};

constexpr TemplateName text[] = {
    {"length()", ""},
    {"isEmpty()", ""},
    {"equals('')", ""},
    {"equalsIgnoreCase('')", ""},
    {"contains('')", ""},
    {"startsWith('')", ""},
    {"endsWith('')", ""},
    {"indexOf('')", ""},
    {"lastIndexOf('')", ""},
    {"matches('')", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "whole text against a regular expression")},
    {"replace('', '')", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "plain text")},
    {"replaceAll('', '')", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "regular expression")},
    {"replaceFirst('', '')", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "regular expression")},
    {"split('')", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "regular expression; gives a list")},
    {"substring()", ""},
    {"toLowerCase()", ""},
    {"toUpperCase()", ""},
    {"trim()", ""},
    {"concat('')", ""},
    {"toString()", ""},
};

constexpr TemplateName list[] = {
    {"size()", ""},   {"isEmpty()", ""}, {"get(0)", ""},    {"contains()", ""}, {"add()", ""},
    {"addAll()", ""}, {"set(0, )", ""},  {"remove(0)", ""}, {"indexOf()", ""},  {"subList(0, )", ""},
};

constexpr TemplateName map[] = {
    {"get('')", ""}, {"containsKey('')", ""}, {"keySet()", ""},  {"entrySet()", ""}, {"values()", ""},
    {"size()", ""},  {"isEmpty()", ""},       {"put('', )", ""}, {"putAll()", ""},   {"remove('')", ""},
};

constexpr TemplateName loop[] = {
    {"count", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "from 1")},
    {"index", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "from 0")},
    {"hasNext", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "for commas between elements")},
    {"first", ""},
    {"last", ""},
    {"parent", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "the loop around this one")},
};

constexpr TemplateName directiveNames[] = {
    {"set($ = )", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "sets a variable")},
    {"if()", ""},
    {"elseif()", ""},
    {"else", ""},
    {"end", ""},
    {"foreach($item in )", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "once for every element; #end closes it")},
    {"define($)", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "a block to be written by its name")},
    {"macro()", ""},
    {"break", ""},
    {"stop", QT_TRANSLATE_NOOP("gw::ui::TemplateNames", "ends the template")},
};

} // namespace

std::span<const TemplateName> topReferences()
{
    return references;
}

std::span<const TemplateName> inputMembers()
{
    return input;
}

std::span<const TemplateName> utilMembers()
{
    return util;
}

std::span<const TemplateName> contextMembers()
{
    return context;
}

std::span<const TemplateName> parameterGroups()
{
    return groups;
}

std::span<const TemplateName> textMembers()
{
    return text;
}

std::span<const TemplateName> listMembers()
{
    return list;
}

std::span<const TemplateName> mapMembers()
{
    return map;
}

std::span<const TemplateName> foreachMembers()
{
    return loop;
}

std::span<const TemplateName> directives()
{
    return directiveNames;
}

} // namespace gw::ui
