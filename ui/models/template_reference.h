// References of a mapping template as text: the one being typed at the end of a text, and its parts. Completion is
// built on this; it does not judge whether a template is right.
#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace gw::ui {

// "$input.path('$.pets')[0].name" is Name input, Call path "'$.pets'", Index "0", Name name.
struct ReferenceStep
{
    enum class Kind { Name, Call, Index };
    Kind kind = Kind::Name;
    QString name;
    QString arguments; // Call and Index: what stands between the brackets
    bool operator==(const ReferenceStep&) const = default;
};

struct TypedReference
{
    std::vector<ReferenceStep> receiver; // before the last dot; empty while the reference's own name is typed
    QString partial;                     // what is typed of the name
    bool isDirective = false;            // "#fore"
};

// What is being typed at the end of `text`; nothing outside of references and directives.
[[nodiscard]] std::optional<TypedReference> referenceAtEnd(QStringView text);
// The steps of a whole reference, "$" and "${" included; empty when it is none.
[[nodiscard]] std::vector<ReferenceStep> referenceSteps(QStringView reference);
// Inside the quotes of $input.json('…') or path('…') at the end of `text`: the JSONPath so far.
[[nodiscard]] std::optional<QString> jsonPathAtEnd(QStringView text);
// Inside the quotes of $input.params('…'): the name so far.
[[nodiscard]] std::optional<QString> parameterNameAtEnd(QStringView text);

} // namespace gw::ui
