// Evaluates selection expressions in exchanges.
#include "gateway-engine/websocket/selected_values.h"

#include "core/json/text.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/body_json.h"
#include "gateway-engine/pipeline/variables.h"

namespace gw::engine {

namespace {

std::string queryValue(const Exchange& x, const std::string& name)
{
    auto values = queryValues(x.request.query(), name);
    return values.empty() ? std::string() : std::move(values.back());
}

class Values
{
public:
    explicit Values(Exchange& x) : m_x(x) {}

    std::string operator()(const Selection::Part& part)
    {
        switch (part.place) {
        case Selection::Place::RequestBody:
            return selectedFrom(messageJson(m_x), part);
        case Selection::Place::ResponseBody:
            return selectedFrom(responseJson(), part);
        case Selection::Place::RequestHeader:
            return std::string(m_x.request.headers.findLast(part.name).value_or(std::string_view()));
        case Selection::Place::RequestQuery:
            return queryValue(m_x, part.name);
        case Selection::Place::Context:
            return contextVariable(m_x, part.name).value_or(std::string());
        case Selection::Place::StageVariable:
            return stageVariable(m_x, part.name).value_or(std::string());
        case Selection::Place::ResponseStatus:
            return std::to_string(m_x.endpointResponse.status);
        case Selection::Place::ResponseHeader:
            return std::string(m_x.endpointResponse.headers.findLast(part.name).value_or(std::string_view()));
        case Selection::Place::Text:
            break;
        }
        return part.name;
    }

private:
    const json::Value* responseJson()
    {
        if (!m_response)
            m_response = bodyAsJson(m_x.endpointResponse.bodyText());
        return m_response->value.get();
    }

    Exchange& m_x;
    std::optional<BodyJson> m_response;
};

} // namespace

std::string selected(const Selection& selection, Exchange& x)
{
    Values values(x);
    return selection.evaluate([&values](const Selection::Part& part) { return values(part); });
}

const json::Value* messageJson(Exchange& x)
{
    if (!x.requestJson)
        x.requestJson = bodyAsJson(x.request.body).value;
    return x.requestJson.get();
}

} // namespace gw::engine
