// PropertyRules: what holds for the value of one property of a model: format, pattern, bounds, allowed values.
#pragma once

#include "core/json/value.h"
#include "core/result.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>
#include <string>

namespace gw {
struct ModelNode;
}

namespace gw::ui {

class CheckField;
class TextField;

using SchemaEdit = std::function<Result<json::Value>(json::Value schema)>;
// Applies an edit under a name; gives the refusal in words, or nothing. Edits of one `field` that follow each other are
// one undo step.
using ApplySchemaEdit = std::function<QString(const QString& name, const SchemaEdit& edit, const QString& field)>;

class PropertyRules final : public QWidget
{
    Q_OBJECT

public:
    PropertyRules(const Theme& theme, ApplySchemaEdit apply, QWidget* parent = nullptr);

    void showNode(const ModelNode* node); // nullptr, and what refers to another model: nothing to rule
    void forget();                        // what was typed belongs to another property

private:
    [[nodiscard]] QString setKeyword(const QString& keyword, const QString& value, bool isJson);

    ApplySchemaEdit m_apply;
    std::string m_pointer; // of the node
    bool m_isText = false; // and nothing else
    TextField* m_format;
    TextField* m_pattern;
    TextField* m_minimum;
    TextField* m_maximum;
    TextField* m_values;
    CheckField* m_closed;
};

} // namespace gw::ui
