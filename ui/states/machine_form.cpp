// The machine's fields. Those of the definition are edits of its text, as the states' are.
#include "ui/states/machine_form.h"

#include "core/edit/element_uses.h"
#include "core/states/asl_edits.h"
#include "ui/design/field.h"
#include "ui/design/method_facts.h"
#include "ui/states/field_values.h"
#include "ui/widgets/tone_label.h"

#include <optional>
#include <utility>

namespace gw::ui {

MachineForm::MachineForm(const Theme& theme, Edits edits, QWidget* parent)
    : Form(theme, parent), m_edits(std::move(edits))
{
    addSection(tr("State machine"), tr("Select a state to edit it. Arrow keys follow the transitions, Insert adds a "
                                       "state, C connects two, Delete removes what is selected."));
    m_facts = add(new ToneLabel(theme, tone::label));
    m_facts->setWordWrap(true);
    m_name = new TextField(theme, tr("Name"), TextField::Kind::CodeLine);
    m_name->setCommit([this](const QString& value) { return m_edits.rename(value.trimmed().toStdString()); });
    m_type =
        new ChoiceField(theme, tr("Type"),
                        {{QStringLiteral("STANDARD"), tr("STANDARD: long running, each step once, with a history")},
                         {QStringLiteral("EXPRESS"), tr("EXPRESS: up to five minutes, can answer a request")}});
    m_type->setCommit([this](const QString& value) {
        const auto type = stateMachineTypeFrom(value.toStdString());
        return type ? m_edits.setType(*type) : QString();
    });
    addRow({m_name, m_type});
    buildDefinition();
}

void MachineForm::buildDefinition()
{
    m_comment = add(new TextField(m_theme, tr("Comment")));
    m_comment->setCommit([this](const QString& value) {
        return define("Comment", value.isEmpty() ? std::nullopt : std::optional(json::Value(value.toStdString())));
    });
    m_timeout = new TextField(m_theme, tr("Timeout in seconds"), TextField::Kind::CodeLine);
    m_timeout->setPlaceholder(tr("None"));
    m_timeout->setCommit([this](const QString& value) {
        if (value.trimmed().isEmpty())
            return define("TimeoutSeconds", std::nullopt);
        const json::Value seconds = typedValue(value);
        return seconds.isNumber() ? define("TimeoutSeconds", seconds) : tr("Write a number of seconds.");
    });
    m_language = new ChoiceField(m_theme, tr("Query language"),
                                 {{QStringLiteral("JSONPath"), tr("JSONPath: paths such as $.order.id")},
                                  {QStringLiteral("JSONata"), tr("JSONata: expressions in {% … %}")}});
    m_language->setCommit(
        [this](const QString& value) { return define("QueryLanguage", json::Value(value.toStdString())); });
    addRow({m_timeout, m_language});
}

QString MachineForm::define(const char* field, std::optional<json::Value> value)
{
    const std::vector<asl::FieldChange> changes{{std::string("/") + field, std::move(value)}};
    return m_edits.define(
        tr("Edit State Machine"), [changes](std::string_view text) { return asl::setFields(text, {}, changes); },
        QStringLiteral("machine:") + QLatin1String(field));
}

void MachineForm::showMachine(const Project& project, const StateMachine& machine, const asl::Outline& outline)
{
    const ElementUses uses = usesOf(project, machine);
    m_facts->setText(uses.empty() ? tr("Not used by an API yet.") : tr("Used by %1").arg(fromUtf8(listed(uses))));
    m_name->setValue(fromUtf8(machine.name));
    m_type->setValue(fromUtf8(toString(machine.type)));
    const auto definition = outline.isWhole ? asl::stateValue(machine.definition, {}) : std::nullopt;
    for (QWidget* field :
         {static_cast<QWidget*>(m_comment), static_cast<QWidget*>(m_timeout), static_cast<QWidget*>(m_language)})
        field->setEnabled(definition && definition->isObject());
    if (!definition)
        return;
    m_comment->setValue(fromUtf8((*definition)["Comment"].scalarText()));
    m_timeout->setValue(fromUtf8((*definition)["TimeoutSeconds"].scalarText()));
    m_language->setValue(outline.isJsonata ? QStringLiteral("JSONata") : QStringLiteral("JSONPath"));
}

void MachineForm::commitNow()
{
    for (Field* field : findChildren<Field*>())
        field->commitNow();
}

void MachineForm::forget()
{
    for (Field* field : findChildren<Field*>())
        field->forget();
}

} // namespace gw::ui
