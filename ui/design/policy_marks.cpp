// A policy has at most 8192 characters, so all of it is read again after each pause; longer texts are refused first.
#include "ui/design/policy_marks.h"

#include "gateway-engine/auth/policy.h"
#include "ui/models/json_text.h"
#include "ui/widgets/code_editor.h"

#include <QTimer>

namespace gw::ui {

namespace {

constexpr int typingPause = 200; // ms
constexpr qsizetype mostMarked = 64 * 1024;

// What shorthand is completed with makes no difference to what is wrong.
engine::auth::PolicyOptions optionsOf(PolicyMarks::Owner owner)
{
    engine::auth::PolicyOptions options;
    options.kind =
        owner == PolicyMarks::Owner::Api ? engine::auth::PolicyKind::Resource : engine::auth::PolicyKind::Identity;
    if (owner == PolicyMarks::Owner::Api)
        options.api = engine::auth::ApiAddress{"us-east-1", "000000000000", "api", "aws"};
    return options;
}

} // namespace

PolicyMarks::PolicyMarks(CodeEditor& editor, Owner owner)
    : QObject(&editor), m_editor(editor), m_owner(owner), m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(typingPause);
    connect(m_timer, &QTimer::timeout, this, &PolicyMarks::mark);
    connect(&editor, &QPlainTextEdit::textChanged, m_timer, qOverload<>(&QTimer::start));
}

Diagnostics PolicyMarks::problemsOf(const QString& text, Owner owner)
{
    if (text.trimmed().isEmpty())
        return {};
    if (text.size() > mostMarked)
        return {
            brokenRule("policy", "The policy is longer than 8192 characters.", "Join statements, or use wildcards.")};
    return engine::auth::Policy::problems(text.toStdString(), optionsOf(owner));
}

void PolicyMarks::mark()
{
    std::vector<CodeEditor::Mark> marks;
    for (const Diagnostic& problem : problemsOf(m_editor.toPlainText(), m_owner)) {
        Diagnostic words = problem;
        words.position = {};
        marks.push_back(
            {std::max(problem.position.line, 1), problem.severity, errorText(words), problem.position.column});
    }
    m_editor.setMarks(std::move(marks));
}

} // namespace gw::ui
