// Answers for methods without an integration, made at deploy time from the document's examples and schemas. The client
// chooses by Accept and by `Prefer: code=404, example=name`; what it prefers and is not there is a 400 that says what
// is.
#pragma once

#include "gateway-engine/pipeline/stage.h"

#include <memory>
#include <string>
#include <vector>

namespace gw::engine {

// One body, ready to send.
struct ExampleBody
{
    std::string contentType;
    std::string name; // of a named example; empty for others
    std::shared_ptr<const std::string> text;
};

struct ExampleResponse
{
    int status = 200; // what is sent
    std::string code; // as the document writes it: "200", "4XX", "default"
    Headers headers;
    std::vector<ExampleBody> bodies; // the first of a content type is its usual one; empty: no body
};

class ExampleBackend final : public Stage
{
public:
    // `usual` is the response given when the client has no preference.
    ExampleBackend(std::vector<ExampleResponse> responses, std::size_t usual);

    [[nodiscard]] const char* name() const override { return "example"; }
    [[nodiscard]] Card card() const override { return Card::Integration; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    struct Preference
    {
        std::string_view code;
        std::string_view example;
    };
    [[nodiscard]] static Preference preferenceOf(const Headers& headers);
    [[nodiscard]] const ExampleResponse* findCode(std::string_view code) const;
    [[nodiscard]] Fault noSuchCode(std::string_view code) const;

    std::vector<ExampleResponse> m_responses;
    std::size_t m_usual;
};

} // namespace gw::engine
