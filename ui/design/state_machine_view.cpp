// The state machine's fields. The definition is edited as the text of its file.
#include "ui/design/state_machine_view.h"

#include "core/edit/edits.h"
#include "core/edit/element_uses.h"
#include "core/json/text.h"
#include "ui/design/code_field.h"
#include "ui/design/element_views.h"
#include "ui/design/field.h"
#include "ui/design/method_facts.h"
#include "ui/session/workspace.h"
#include "ui/widgets/tone_label.h"

#include <QLineEdit>

namespace gw::ui {

namespace {
constexpr int definitionHeight = 480;
}

StateMachineView::StateMachineView(Workspace& workspace, const Theme& theme, QWidget* parent)
    : Form(theme, parent), m_workspace(workspace), m_heading(new ToneLabel(theme, tone::title)),
      m_facts(new ToneLabel(theme, tone::muted))
{
    add(m_heading);
    m_facts->setWordWrap(true);
    add(m_facts);
    m_name = new TextField(theme, tr("Name"), TextField::Kind::CodeLine);
    m_name->setCommit([this](const QString& value) {
        return applyTelling(
            m_workspace, tr("Rename State Machine"),
            [&](Project p) { return renameStateMachine(std::move(p), m_id, value.trimmed().toStdString()); },
            QStringLiteral("c%1:name").arg(m_id.value));
    });
    m_type =
        new ChoiceField(theme, tr("Type"),
                        {{QStringLiteral("STANDARD"), tr("STANDARD: long running, each step once, with a history")},
                         {QStringLiteral("EXPRESS"), tr("EXPRESS: up to five minutes, can answer a request")}});
    m_type->setCommit([this](const QString& value) {
        return apply(tr("Change Type"),
                     [&](StateMachine& machine) {
                         machine.type = stateMachineTypeFrom(value.toStdString()).value_or(machine.type);
                     },
                     {});
    });
    addRow({m_name, m_type});
    m_definition = addWide(
        new CodeField(theme, tr("Definition (Amazon States Language)"), CodeEditor::Language::Json, definitionHeight));
    m_definition->editor()->setAccessibleName(tr("Definition"));
    m_definition->setCommit([this](const QString& value) {
        return apply(
            tr("Edit Definition"), [&](StateMachine& machine) { machine.definition = value.toStdString(); },
            QStringLiteral("definition"));
    });
}

QString StateMachineView::apply(const QString& name, const std::function<void(StateMachine&)>& change,
                                const QString& field)
{
    const StateMachine* now = m_workspace.project().find(m_id);
    if (!now)
        return tr("This state machine no longer exists.");
    StateMachine changed = *now;
    change(changed);
    const QString key = field.isEmpty() ? QString() : QStringLiteral("c%1:%2").arg(m_id.value).arg(field);
    return applyTelling(
        m_workspace, name, [&](Project p) { return setStateMachine(std::move(p), changed); }, key);
}

void StateMachineView::showStateMachine(StateMachineId id)
{
    if (id != m_id) {
        for (Field* field : findChildren<Field*>())
            field->commitNow();
        for (Field* field : findChildren<Field*>())
            field->forget();
    }
    m_id = id;
    refresh();
}

void StateMachineView::refresh()
{
    const StateMachine* machine = m_workspace.project().find(m_id);
    if (!machine)
        return;
    m_heading->setText(fromUtf8(machine->name));
    const ElementUses uses = usesOf(m_workspace.project(), *machine);
    const QString file = fromUtf8(machine->definitionUri);
    m_facts->setText(uses.empty() ? tr("%1 · not used yet").arg(file)
                                  : tr("%1 · used by %2").arg(file, QString::fromStdString(listed(uses))));
    m_name->setValue(fromUtf8(machine->name));
    m_type->setValue(fromUtf8(toString(machine->type)));
    const bool isJson = json::detectSyntax(machine->definition) == json::Syntax::Json;
    m_definition->editor()->setLanguage(isJson ? CodeEditor::Language::Json : CodeEditor::Language::Yaml);
    m_definition->setValue(fromUtf8(machine->definition));
}

} // namespace gw::ui
