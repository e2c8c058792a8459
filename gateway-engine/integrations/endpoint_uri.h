// EndpointUri: the address of an HTTP endpoint, with {name} places that parameter mappings fill (reference 1.9).
#pragma once

#include "core/api/integration.h"
#include "core/result.h"
#include "gateway-engine/pipeline/upstream.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

// Replaces ${stageVariables.name}; a variable that is not set becomes empty.
[[nodiscard]] std::string withStageVariables(std::string_view text, const StringMap& variables);

class EndpointUri
{
public:
    struct Place
    {
        Endpoint endpoint;
        std::string host;  // as the Host header says it: with the port when it is not the scheme's own
        std::string path;  // encoded, begins with "/"
        std::string query; // encoded, without "?"
    };

    // `text` has its stage variables filled in. Fails when it can never become an http or https address.
    [[nodiscard]] static Result<EndpointUri> parse(std::string_view text);

    // A place without a value keeps its braces, as the service does. Fails when values make it no address.
    [[nodiscard]] Result<Place> fill(const StringMap& parameters) const;
    [[nodiscard]] std::vector<std::string> names() const; // of the places

private:
    struct Piece
    {
        std::string text; // literal, or the name of a place
        bool isPlace = false;
    };

    [[nodiscard]] static std::vector<Piece> piecesOf(std::string_view text);
    [[nodiscard]] static Result<Place> addressOf(std::string_view schemeAndAuthority);

    std::vector<Piece> m_authority; // scheme and authority, when these hold places
    std::optional<Place> m_fixed;   // otherwise: endpoint and host
    std::vector<Piece> m_path;
    std::vector<Piece> m_query;
};

} // namespace gw::engine
