// Samples, and what they are made from.
#include "ui/models/template_sample.h"

#include "core/api/schema_from_sample.h"
#include "core/console/example_value.h"
#include "core/console/request_from_design.h"
#include "core/json/text.h"
#include "ui/inspector/trace_picture.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr std::string_view sampleTime = "09/Apr/2026:12:34:56 +0000";
constexpr std::string_view sampleEpoch = "1775738096000";

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

const std::vector<MediaType>* contentOf(const TemplatePlace& place)
{
    if (place.side == TemplateSide::Request)
        return &place.method.requestModels;
    for (const MethodResponse& response : place.method.responses)
        if (response.statusCode == place.statusCode)
            return &response.content;
    return nullptr;
}

const MediaType* preferredType(const std::vector<MediaType>* types)
{
    if (!types || types->empty())
        return nullptr;
    const auto it = std::find_if(types->begin(), types->end(), [](const MediaType& type) {
        return type.contentType.find("json") != std::string::npos;
    });
    return it == types->end() ? &types->front() : &*it;
}

std::string designBody(const TemplatePlace& place)
{
    const MediaType* type = preferredType(contentOf(place));
    if (!type)
        return {};
    const OpenApiDefinition* definition = place.api.openApi();
    const json::Value value = definition ? console::exampleValue(*definition, *type) : type->example;
    return value.isString() ? value.asString() : value.isNull() ? std::string() : json::writeJsonPretty(value);
}

void putContext(TemplateSample& sample, const TemplatePlace& place, std::string_view stage)
{
    const std::string verb(toString(place.method.verb == HttpVerb::Any ? HttpVerb::Post : place.method.verb));
    sample.context = {{"accountId", "123456789012"},
                      {"apiId", place.api.apiId},
                      {"extendedRequestId", "bWlzdGxldG9lcw=="},
                      {"httpMethod", verb},
                      {"identity.sourceIp", "127.0.0.1"},
                      {"identity.userAgent", "Gatewright"},
                      {"path", "/" + std::string(stage) + place.resource.path},
                      {"protocol", "HTTP/1.1"},
                      {"requestId", "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"},
                      {"requestTime", std::string(sampleTime)},
                      {"requestTimeEpoch", std::string(sampleEpoch)},
                      {"resourcePath", place.resource.path},
                      {"stage", std::string(stage)}};
}

// What $context of a route has in place of a method's (reference 3.7).
void putSocketContext(TemplateSample& sample, const std::string& routeKey)
{
    for (const char* name : {"httpMethod", "path", "protocol", "resourcePath"})
        removeFrom(sample.context, name);
    const bool isConnect = routeKey == connectKey;
    const bool isMessage = !isConnect && routeKey != disconnectKey;
    setIn(sample.context, "connectionId", "R1kmxc2VNjMCFIA=");
    setIn(sample.context, "connectedAt", std::string(sampleEpoch));
    setIn(sample.context, "eventType", isConnect ? "CONNECT" : isMessage ? "MESSAGE" : "DISCONNECT");
    setIn(sample.context, "messageDirection", "IN");
    setIn(sample.context, "routeKey", routeKey);
    if (isMessage)
        setIn(sample.context, "messageId", "bWlzdGxldG9lcw=");
}

TemplateSample emptySample(const TemplatePlace& place, std::string_view stageName)
{
    TemplateSample sample;
    const Stage* stage = place.api.findStage(stageName);
    if (!stage && !place.api.stages.empty())
        stage = &place.api.stages.front();
    putContext(sample, place, stage ? std::string_view(stage->name) : "dev");
    if (stage)
        sample.stageVariables = stage->variables;
    if (place.api.kind() == ApiKind::WebSocket)
        putSocketContext(sample, place.method.operationName);
    return sample;
}

void putHeaders(TemplateSample& sample, const engine::TraceMessage& message)
{
    for (const engine::HeaderField field : message.headers)
        sample.headers.emplace_back(std::string(field.name), std::string(field.value));
}

void putQuery(TemplateSample& sample, const QString& pathAndQuery)
{
    const QUrlQuery query(QUrl(pathAndQuery, QUrl::TolerantMode));
    for (const auto& [name, value] : query.queryItems(QUrl::FullyDecoded))
        sample.query.emplace_back(name.toStdString(), value.toStdString());
}

std::vector<std::string> segments(const std::string& path)
{
    std::vector<std::string> parts;
    for (const QString& part : toQt(path).split(QLatin1Char('/'), Qt::SkipEmptyParts))
        parts.push_back(part.toStdString());
    return parts;
}

bool isParameter(const std::string& part)
{
    return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

} // namespace

StringMap pathParametersOf(const std::string& resourcePath, const std::string& path)
{
    const auto wanted = segments(resourcePath);
    const auto given = segments(path);
    if (wanted.empty() || given.size() < wanted.size())
        return {};
    const bool isGreedy = wanted.back().ends_with("+}");
    // Without a greedy end the last parts agree; with one, what follows the fixed parts belongs to it.
    for (std::size_t start = given.size() - wanted.size() + 1; start-- > 0;) {
        StringMap found;
        bool agrees = true;
        for (std::size_t i = 0; agrees && i < wanted.size(); ++i) {
            const std::string& part = given[start + i];
            if (isParameter(wanted[i]))
                found.emplace_back(wanted[i].substr(1, wanted[i].size() - (wanted[i].ends_with("+}") ? 3 : 2)), part);
            else
                agrees = wanted[i] == part;
        }
        if (!agrees || (!isGreedy && start + wanted.size() != given.size()))
            continue;
        for (std::size_t i = start + wanted.size(); isGreedy && i < given.size(); ++i)
            found.back().second += "/" + given[i];
        return found;
    }
    return {};
}

TemplateSample sampleFromDesign(const TemplatePlace& place)
{
    TemplateSample sample = emptySample(place, {});
    sample.body = designBody(place);
    const OpenApiDefinition* definition = place.api.openApi();
    for (const Parameter& parameter : place.method.requestParameters) {
        const std::string value = definition ? console::exampleText(*definition, parameter).toStdString() : "";
        StringMap* map = parameter.location == ParameterLocation::Path     ? &sample.path
                         : parameter.location == ParameterLocation::Header ? &sample.headers
                                                                           : &sample.query;
        if (parameter.location != ParameterLocation::Cookie)
            map->emplace_back(parameter.name, value);
    }
    for (const auto& [name, value] : pathParametersOf(place.resource.path, place.resource.path))
        if (!findIn(sample.path, name))
            sample.path.emplace_back(name, "1");
    return sample;
}

TemplateSample sampleFromRequest(const TemplatePlace& place, const console::ConsoleRequest& request)
{
    TemplateSample sample = sampleFromDesign(place);
    if (place.side == TemplateSide::Request)
        sample.body = request.body.text.toStdString();
    sample.query.clear();
    sample.headers.clear();
    for (const console::Field& field : request.query)
        if (field.enabled && !field.name.isEmpty())
            sample.query.emplace_back(field.name.toStdString(), field.value.toStdString());
    for (const console::Field& field : request.headers)
        if (field.enabled && !field.name.isEmpty())
            sample.headers.emplace_back(field.name.toStdString(), field.value.toStdString());
    const QString path = request.url.section(QLatin1Char('?'), 0, 0).section(QStringLiteral("://"), -1);
    if (StringMap found = pathParametersOf(place.resource.path, path.toStdString()); !found.empty())
        sample.path = std::move(found);
    return sample;
}

TemplateSample sampleFromTrace(const TemplatePlace& place, const engine::Trace& trace)
{
    TemplateSample sample = emptySample(place, trace.stage);
    setIn(sample.context, "requestId", trace.requestId);
    setIn(sample.context, "extendedRequestId", trace.extendedRequestId);
    setIn(sample.context, "httpMethod", trace.method);
    const QString path = toQt(trace.path);
    setIn(sample.context, "path", "/" + trace.stage + path.section(QLatin1Char('?'), 0, 0).toStdString());
    setIn(sample.context, "identity.sourceIp",
          toQt(trace.remoteAddress).section(QLatin1Char(':'), 0, -2).toStdString());
    sample.path = pathParametersOf(place.resource.path, path.section(QLatin1Char('?'), 0, 0).toStdString());
    putQuery(sample, path);
    if (const engine::TraceMessage* request = messageInto(trace, engine::Card::Client)) {
        putHeaders(sample, *request);
        setIn(sample.context, "identity.userAgent", std::string(request->headers.get("User-Agent")));
        sample.body = request->body;
    }
    if (place.side == TemplateSide::Response) {
        const engine::TraceMessage* answer = messageOutOf(trace, engine::Card::Integration);
        sample.body = answer ? answer->body : std::string();
    }
    return sample;
}

json::Value payloadSchema(const TemplatePlace& place, const TemplateSample& sample)
{
    const MediaType* type = preferredType(contentOf(place));
    if (type && type->schema.isObject())
        return type->schema;
    if (auto schema = schemaFromSampleText(sample.body))
        return *std::move(schema);
    return {};
}

} // namespace gw::ui
