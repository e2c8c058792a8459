// The stages of a method with an integration. Everything that can be known before the first request is checked here;
// what cannot work becomes one stage that faults with the reason, and a warning.
#include "gateway-engine/compile/method_pipeline.h"
#include "gateway-engine/compile/parameter_mapping.h"
#include "gateway-engine/integrations/lambda_answer.h"
#include "gateway-engine/integrations/mock_backend.h"
#include "gateway-engine/pipeline/configuration_fault.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/map_request.h"
#include "gateway-engine/pipeline/map_response.h"

#include <algorithm>
#include <charconv>

namespace gw::engine {

namespace {

using StagePtr = std::unique_ptr<const Stage>;

constexpr int longestTimeout = 29'000; // milliseconds, of REST APIs

class IntegrationCompiler
{
public:
    explicit IntegrationCompiler(const MethodSource& source) : m_source(source), m_design(*source.method.integration) {}

    Result<RequestMapping> request()
    {
        RequestMapping mapping;
        const bool isMock = m_design.type == IntegrationType::Mock;
        mapping.isProxy = m_design.type == IntegrationType::HttpProxy;
        mapping.isOfService = m_design.type == IntegrationType::Aws;
        mapping.passthrough = m_design.passthroughBehavior;
        mapping.verifyTls = !m_design.insecureSkipVerification;
        mapping.timeout = integrationTimeout(m_source, longestTimeout);
        if (m_design.type == IntegrationType::Http || m_design.type == IntegrationType::HttpProxy)
            mapping.identity = clientIdentity(m_source);
        mapping.contentHandling = m_design.contentHandling;
        mapping.userAgent = "AmazonAPIGateway_" + m_source.api.apiId;
        if (const auto verb = httpVerbFrom(m_design.httpMethod); verb != HttpVerb::Any)
            mapping.httpMethod = verb ? toString(*verb) : m_design.httpMethod;
        for (const auto& [to, from] : m_design.requestParameters)
            if (auto added = addRequestParameter(mapping, to, from); !added)
                return gw::fail(added.error());
        warnOfIllegalHeaders(mapping);
        if (!mapping.isProxy)
            mapping.templates = templates(m_design.requestTemplates, TemplateSide::Request);
        if (auto added = addSelection(mapping.templateSelection, m_design.templateSelectionExpression); !added)
            return gw::fail(added.error());
        if (!isMock) {
            const auto address = addressOf(mapping);
            if (!address)
                return gw::fail(address.error());
            auto uri = EndpointUri::parse(*address);
            if (!uri)
                return gw::fail(brokenRule("integration-uri", "Invalid endpoint address. " + uri.error().message,
                                           uri.error().hint));
            warnOfEmptyPlaces(*uri, mapping);
            mapping.uri = *std::move(uri);
        }
        return mapping;
    }

    Result<std::vector<ResponseMapping>> responses()
    {
        std::vector<const IntegrationResponse*> designs;
        for (const IntegrationResponse& design : m_design.responses)
            designs.push_back(&design);
        std::stable_sort(designs.begin(), designs.end(),
                         [](const auto* a, const auto* b) { return a->statusCode < b->statusCode; });
        std::vector<ResponseMapping> mappings;
        for (const IntegrationResponse* design : designs) {
            auto mapping = response(*design);
            if (!mapping)
                return gw::fail(mapping.error());
            mappings.push_back(*std::move(mapping));
        }
        if (mappings.empty())
            m_source.warn("integration-response-missing",
                          m_source.name() + " has no integration response and will answer 500.",
                          "Add a default integration response.");
        return mappings;
    }

private:
    // Of WebSocket APIs alone: what says nothing means $default (reference 3.3).
    Result<void> addSelection(std::optional<Selection>& selection, const std::string& expression) const
    {
        if (!m_source.route)
            return {};
        auto parsed = Selection::parse(expression.empty() ? std::string(defaultKey) : expression);
        if (!parsed)
            return gw::fail(brokenRule("selection-expression", parsed.error().message, parsed.error().hint));
        selection = *std::move(parsed);
        return {};
    }

    // Of an AWS service: the one the service itself would call.
    Result<std::string> addressOf(RequestMapping& mapping) const
    {
        if (m_design.type != IntegrationType::Aws)
            return withStageVariables(m_design.uri, m_source.stage.variables);
        const auto uri = awsUriOf(m_source);
        if (!uri)
            return gw::fail(uri.error());
        mapping.ownHeaders = uri->actionHeaders();
        return uri->url();
    }

    MappingTemplates templates(const StringMap& byContentType, TemplateSide side) const
    {
        Diagnostics problems;
        auto compiled = MappingTemplates::compile(byContentType, side, problems);
        for (const Diagnostic& each : problems)
            m_source.warn("mapping-template",
                          m_source.name() + " will answer with an error where it needs it: " + each.message,
                          each.hint.empty() ? "Correct the template; requests that need it answer 500." : each.hint);
        return compiled;
    }

    // Requests fault only when there is a value to send, as with the service.
    void warnOfIllegalHeaders(const RequestMapping& mapping) const
    {
        for (const auto& parameter : mapping.headers)
            if (isIllegalDestination(parameter.name, mapping.isOfService))
                m_source.warn("mapping-destination",
                              m_source.name() + " will answer with an error: " + parameter.name +
                                  " header already present.",
                              "The gateway sets this header itself; map to another name.");
    }

    // A template that overrides path parameters fills places, too; which ones is known when it runs.
    bool overridesPath() const
    {
        return std::any_of(m_design.requestTemplates.begin(), m_design.requestTemplates.end(),
                           [](const auto& each) { return each.second.find("requestOverride") != std::string::npos; });
    }

    void warnOfEmptyPlaces(const EndpointUri& uri, const RequestMapping& mapping) const
    {
        if (overridesPath())
            return;
        for (const std::string& name : uri.names()) {
            const bool isMapped = std::any_of(mapping.path.begin(), mapping.path.end(),
                                              [&](const auto& parameter) { return parameter.name == name; });
            if (!isMapped)
                m_source.warn("integration-uri-parameter",
                              m_source.name() + ": nothing fills {" + name + "} in the integration's address.",
                              "Map integration.request.path." + name + ", from method.request.path." + name + " say.");
        }
    }

    Result<ResponseMapping> response(const IntegrationResponse& design)
    {
        ResponseMapping mapping;
        if (!design.selectionPattern.empty()) {
            auto pattern = Pattern::compile(design.selectionPattern);
            if (!pattern)
                return gw::fail(brokenRule("selection-pattern", pattern.error().message, pattern.error().hint));
            mapping.pattern = *std::move(pattern);
            mapping.patternText = design.selectionPattern;
        }
        mapping.contentHandling = design.contentHandling;
        mapping.templates = templates(design.responseTemplates, TemplateSide::Response);
        if (auto added = addSelection(mapping.templateSelection, design.templateSelectionExpression); !added)
            return gw::fail(added.error());
        const MethodResponse* declared = nullptr;
        if (m_source.route)
            mapping.status = 0; // the endpoint's
        else if (auto status = readStatus(design.statusCode, mapping, declared); !status)
            return gw::fail(status.error());
        for (const auto& [to, from] : design.responseParameters)
            if (auto added = addHeader(mapping, declared, to, from); !added)
                return gw::fail(added.error());
        return mapping;
    }

    // The method response of an integration response.
    Result<void> readStatus(const std::string& code, ResponseMapping& mapping, const MethodResponse*& declared) const
    {
        const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), mapping.status);
        if (error != std::errc{} || end != code.data() + code.size() || mapping.status < 100 || mapping.status > 599)
            return gw::fail(brokenRule("integration-response-status",
                                       "\"" + code + "\" is no status code of an integration response.",
                                       "Use a number such as 200."));
        declared = methodResponse(code);
        mapping.hasMethodResponse = declared != nullptr;
        if (!declared)
            m_source.warn("method-response-missing",
                          m_source.name() + ": the integration response " + code + " has no method response.",
                          "Add the method response " + code + ".");
        return {};
    }

    const MethodResponse* methodResponse(const std::string& code) const
    {
        for (const MethodResponse& each : m_source.method.responses)
            if (each.statusCode == code)
                return &each;
        return nullptr;
    }

    Result<void> addHeader(ResponseMapping& mapping, const MethodResponse* declared, const std::string& to,
                           const std::string& from) const
    {
        auto mapped = responseHeader(to, from);
        if (!mapped)
            return gw::fail(mapped.error());
        const std::string& name = mapped->first;
        const bool isDeclared =
            m_source.route ||
            (declared && std::any_of(declared->headers.begin(), declared->headers.end(),
                                     [&](const auto& header) { return equalsIgnoreCase(header.name, name); }));
        if (isDeclared) {
            mapping.readsBody = mapping.readsBody || mapped->second.kind() == ValueSource::Kind::EndpointBodyPath;
            mapping.headers.push_back(*std::move(mapped));
        } else {
            m_source.warn("response-header-undeclared",
                          m_source.name() + ": the header " + name +
                              " is mapped but not declared by the method response.",
                          "Declare it on the method response.");
        }
        return {};
    }

    const MethodSource& m_source;
    const Integration& m_design;
};

bool isServedByAws(const MethodSource& source)
{
    return source.method.integration->type == IntegrationType::Aws ||
           source.method.integration->type == IntegrationType::AwsProxy;
}

} // namespace

std::chrono::milliseconds integrationTimeout(const MethodSource& source, int most)
{
    constexpr int least = 50;
    const int wanted = source.method.integration->timeoutInMillis.value_or(most);
    if (wanted < least || wanted > most)
        source.warn("integration-timeout",
                    source.name() + ": Timeout should be between 50 ms and " + std::to_string(most) + " ms.",
                    "The nearest of the two is used.");
    return std::chrono::milliseconds(std::clamp(wanted, least, most));
}

std::shared_ptr<const ClientIdentity> clientIdentity(const MethodSource& source)
{
    const auto& known = source.surroundings.identities;
    if (source.stage.clientCertificate.empty() || !known)
        return nullptr;
    const auto found = known->find(source.stage.clientCertificate);
    return found == known->end() ? nullptr : found->second;
}

StagePtr brokenStage(const MethodSource& source, const Diagnostic& why, const char* stage, Card card)
{
    const char* end = why.message.back() == '.' ? "" : ".";
    source.warn(why.rule, source.name() + " will answer with an error: " + why.message + end, why.hint);
    return std::make_unique<ConfigurationFault>(why.message, stage, card);
}

StagePtr compileMapRequest(const MethodSource& source)
{
    IntegrationCompiler compiler(source);
    if (source.method.integration->type == IntegrationType::AwsProxy) {
        auto event = compileLambdaEvent(source, integrationTimeout(source, longestTimeout));
        return event ? *std::move(event) : brokenStage(source, event.error(), "map_request", Card::IntegrationRequest);
    }
    auto mapping = compiler.request();
    if (!mapping)
        return brokenStage(source, mapping.error(), "map_request", Card::IntegrationRequest);
    return std::make_unique<MapRequest>(*std::move(mapping));
}

StagePtr compileBackend(const MethodSource& source)
{
    if (source.method.integration->type == IntegrationType::Mock)
        return std::make_unique<MockBackend>(source.method.integration->requestTemplates);
    auto backend = isServedByAws(source) ? compileAwsBackend(source) : compileHttpBackend(source);
    return backend ? *std::move(backend) : brokenStage(source, backend.error(), "integrate", Card::Integration);
}

StagePtr compileMapResponse(const MethodSource& source)
{
    const IntegrationType type = source.method.integration->type;
    if (type == IntegrationType::HttpProxy)
        return std::make_unique<PassResponse>(); // integration and method responses have no say
    if (type == IntegrationType::AwsProxy)
        return std::make_unique<PassLambdaAnswer>(); // nor here
    auto mappings = IntegrationCompiler(source).responses();
    if (!mappings)
        return brokenStage(source, mappings.error(), "map_response", Card::IntegrationResponse);
    const auto uri = type == IntegrationType::Aws ? awsUriOf(source) : Result<AwsUri>();
    const bool isFunction = uri && !uri->function().empty();
    return std::make_unique<MapResponse>(*std::move(mappings),
                                         isFunction ? SelectionSubject::ErrorMessage : SelectionSubject::Status,
                                         type == IntegrationType::Aws);
}

} // namespace gw::engine
