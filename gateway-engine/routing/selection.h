// Selection: a selection expression of a WebSocket API, ready to run (reference 3.2; core/api/selection_expression.h
// says how they are written). Read when the API is deployed; evaluated for each message without looking at its text.
#pragma once

#include "core/api/selection_expression.h"
#include "core/json/value.h"
#include "gateway-engine/jsonpath/json_path.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

class Selection
{
public:
    using Place = SelectionPart::Place;
    struct Part
    {
        Place place = Place::Text;
        std::string name;
        std::optional<JsonPath> path; // of bodies; none: the whole
    };

    [[nodiscard]] static Result<Selection> parse(std::string_view expression);

    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] bool reads(Place place) const;
    [[nodiscard]] const std::vector<Part>& parts() const { return m_parts; }

    // `valueOf` gives the text at the place of a part; what is not there is empty.
    template <typename ValueOf>
    [[nodiscard]] std::string evaluate(const ValueOf& valueOf) const
    {
        std::string selected;
        for (const Part& part : m_parts)
            selected += part.place == Place::Text ? part.name : std::string(valueOf(part));
        return selected;
    }

private:
    std::string m_text;
    std::vector<Part> m_parts;
};

// The value of a part that looks into a body; empty where nothing stands there, or the body is no JSON (null).
[[nodiscard]] std::string selectedFrom(const json::Value* body, const Selection::Part& part);

// What is no scalar as the service turns it into text: [item1, item2], {name=value}.
[[nodiscard]] std::string selectionText(const json::Value& value);

} // namespace gw::engine
