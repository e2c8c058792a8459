// Prepares the answers of a method without an integration: every response of the document in every content type, from
// its example, its named examples, or its schema. Serialised here, once; serving them costs a pointer.
#include "core/json/text.h"
#include "gateway-engine/compile/method_pipeline.h"
#include "gateway-engine/http/media_type.h"
#include "gateway-engine/integrations/example_backend.h"

#include <algorithm>
#include <array>

namespace gw::engine {

namespace {

constexpr std::size_t mostBodies = 100; // of one response

// Strings are bodies as they stand, but for JSON, where a string that is no JSON document of its own is quoted.
std::string bodyText(const json::Value& value, std::string_view contentType)
{
    if (value.isString()) {
        const std::string& text = value.asString();
        const auto first = text.find_first_not_of(" \t\r\n");
        const bool isDocument = first != std::string::npos && (text[first] == '{' || text[first] == '[');
        if (!isJsonMediaType(contentType) || (isDocument && json::readJson(text)))
            return text;
    }
    return json::writeJson(value);
}

class BodyList
{
public:
    explicit BodyList(ExampleResponse& response) : m_response(response) {}

    void add(const std::string& contentType, const std::string& name, const json::Value& value)
    {
        if (m_response.bodies.size() < mostBodies)
            m_response.bodies.push_back(
                {contentType, name, std::make_shared<const std::string>(bodyText(value, contentType))});
    }

private:
    ExampleResponse& m_response;
};

// OpenAPI's {"value": …} or {"$ref": "#/components/examples/x"}, when the reader left them as they are.
const json::Value& exampleValue(const MethodSource& source, const json::Value& value)
{
    if (const json::Value& ref = value["$ref"]; ref.isString() && value.asObject().size() == 1)
        if (const json::Value* target = source.definition.resolve(ref.asString()))
            return target->find("value") ? (*target)["value"] : *target;
    return value;
}

void addBodies(const MethodSource& source, const MediaType& media, const std::string& seed, ExampleResponse& response)
{
    BodyList bodies(response);
    if (!media.example.isNull())
        bodies.add(media.contentType, {}, exampleValue(source, media.example));
    for (const NamedExample& example : media.examples)
        bodies.add(media.contentType, example.name, exampleValue(source, example.value));
    if (media.example.isNull() && media.examples.empty() && !media.schema.isNull())
        bodies.add(media.contentType, {}, source.sampler.sample(media.schema, seed));
}

// The document's order, but what would have to be made up goes last where it is no JSON: a client that states no
// preference should get a body that is what its content type says.
std::vector<MediaType> inOrder(std::vector<MediaType> content)
{
    std::stable_partition(content.begin(), content.end(), [](const MediaType& media) {
        return isJsonMediaType(media.contentType) || !media.example.isNull() || !media.examples.empty();
    });
    return content;
}

// Headers that the transport or the gateway itself writes are not taken from the document.
bool isOwnHeader(std::string_view name)
{
    static constexpr std::array<std::string_view, 8> own{"Content-Type", "Content-Length",    "Connection", "Date",
                                                         "Server",       "Transfer-Encoding", "Upgrade",    "Trailer"};
    return std::any_of(own.begin(), own.end(), [name](std::string_view each) { return equalsIgnoreCase(name, each); });
}

bool isHeaderText(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

void addHeaders(const MethodSource& source, const MethodResponse& design, const std::string& seed, Headers& headers)
{
    for (const Parameter& header : design.headers) {
        if (isOwnHeader(header.name) || header.name.empty())
            continue;
        json::Value value = header.example;
        if (value.isNull() && !header.schema.isNull())
            value = source.sampler.sample(header.schema, seed + header.name);
        const std::string text = value.scalarText();
        if (!text.empty() && isHeaderText(text) && isHeaderText(header.name))
            headers.add(header.name, text);
    }
}

// "200" → 200, "2XX" → 200, "default" → 200 unless others say that it stands for errors.
int statusOf(std::string_view code, bool hasSuccess)
{
    if (code.size() == 3 && code[0] >= '2' && code[0] <= '5') {
        if (equalsIgnoreCase(code.substr(1), "XX"))
            return (code[0] - '0') * 100;
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        if (isDigit(code[1]) && isDigit(code[2]))
            return (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
    }
    if (equalsIgnoreCase(code, "default"))
        return hasSuccess ? 500 : 200;
    return 0; // 1XX and others are no final answers
}

std::vector<ExampleResponse> responsesOf(const MethodSource& source)
{
    const bool hasSuccess =
        std::any_of(source.method.responses.begin(), source.method.responses.end(),
                    [](const MethodResponse& r) { return !r.statusCode.empty() && r.statusCode[0] == '2'; });
    std::vector<ExampleResponse> responses;
    for (const MethodResponse& design : source.method.responses) {
        ExampleResponse response;
        response.status = statusOf(design.statusCode, hasSuccess);
        if (response.status == 0)
            continue;
        response.code = design.statusCode;
        const std::string seed = source.name() + " " + design.statusCode;
        for (const MediaType& media : inOrder(design.content))
            addBodies(source, media, seed, response);
        addHeaders(source, design, seed, response.headers);
        responses.push_back(std::move(response));
    }
    return responses;
}

// The lowest 2xx, else default, else whatever comes first.
std::size_t usualOf(const std::vector<ExampleResponse>& responses)
{
    std::size_t best = 0;
    int bestRank = 10'000;
    for (std::size_t i = 0; i < responses.size(); ++i) {
        const bool isDefault = equalsIgnoreCase(responses[i].code, "default");
        const bool isSuccess = responses[i].status < 300 && !isDefault;
        const int rank = isSuccess ? responses[i].status : isDefault ? 1'000 : 2'000 + responses[i].status;
        if (rank < bestRank) {
            bestRank = rank;
            best = i;
        }
    }
    return best;
}

} // namespace

std::unique_ptr<const Stage> compileExamples(const MethodSource& source)
{
    std::vector<ExampleResponse> responses = responsesOf(source);
    if (responses.empty())
        responses.push_back({200, "200", {}, {}});
    const std::size_t usual = usualOf(responses);
    return std::make_unique<ExampleBackend>(std::move(responses), usual);
}

} // namespace gw::engine
