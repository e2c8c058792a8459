// FieldFindings: what lint says of an element, beside the fields it speaks of. A rule belongs to a field; the refusal
// of an edit, which a field shows itself, is left alone.
#pragma once

#include "core/diagnostic.h"
#include "ui/design/field.h"

#include <map>
#include <string>

namespace gw::ui {

class FieldFindings
{
public:
    void bind(const std::string& rule, Field* field);
    void show(const Diagnostics& findings);
    // For a field's commit: the refusal, or what lint says of what was applied.
    [[nodiscard]] QString after(const QString& refusal, const std::string& rule) const;

private:
    struct Told
    {
        Field* field = nullptr;
        QString words;
    };
    std::map<std::string, Told> m_rules;
};

} // namespace gw::ui
