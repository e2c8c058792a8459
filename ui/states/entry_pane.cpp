#include "ui/states/entry_pane.h"

#include "core/json/text.h"
#include "ui/models/execution_models.h"
#include "ui/models/quantity_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

QString pretty(const std::string& text)
{
    const auto value = json::readJson(text);
    return QString::fromStdString(value ? json::writeJsonPretty(*value) : text);
}

QString statusWords(StateEntry::Status status)
{
    switch (status) {
    case StateEntry::Status::Running:
        return EntryPane::tr("running");
    case StateEntry::Status::Succeeded:
        return EntryPane::tr("succeeded");
    case StateEntry::Status::Caught:
        return EntryPane::tr("error caught");
    case StateEntry::Status::Failed:
        return EntryPane::tr("failed");
    case StateEntry::Status::Aborted:
        break;
    }
    return EntryPane::tr("aborted");
}

} // namespace

EntryPane::EntryPane(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::xl, spacing::m, spacing::xl, spacing::l);
    column->setSpacing(spacing::m);
    auto* head = new QHBoxLayout;
    head->setSpacing(spacing::l);
    m_title = new ToneLabel(theme, tone::section);
    head->addWidget(m_title);
    m_status = new ToneLabel(theme, tone::muted);
    head->addWidget(m_status, 1);
    m_chooser = new ChoiceBox;
    m_chooser->setAccessibleName(tr("Entry into the state"));
    m_chooser->setMinimumWidth(200);
    head->addWidget(m_chooser);
    m_function = pushButton(tr("Open Function"), this);
    m_log = pushButton(tr("Function Log"), this);
    head->addWidget(m_function);
    head->addWidget(m_log);
    column->addLayout(head);
    connect(m_chooser, &QComboBox::currentIndexChanged, this, &EntryPane::showEntry);
    connect(m_function, &QPushButton::clicked, this, [this] { emit functionRequested(shownFunction()); });
    connect(m_log, &QPushButton::clicked, this, [this] { emit functionLogRequested(shownFunction()); });
    auto* texts = new QHBoxLayout;
    texts->setSpacing(spacing::l);
    ToneLabel* inputLabel = nullptr;
    m_input = addText(*texts, tr("Input"), inputLabel);
    m_output = addText(*texts, tr("Output"), m_outputLabel);
    column->addLayout(texts, 1);
}

CodeEditor* EntryPane::addText(QHBoxLayout& row, const QString& name, ToneLabel*& label)
{
    auto* part = new QVBoxLayout;
    part->setSpacing(spacing::xs);
    label = new ToneLabel(m_theme, tone::label, name);
    part->addWidget(label);
    auto* editor = new CodeEditor(m_theme);
    editor->setReadOnly(true);
    editor->setLanguage(CodeEditor::Language::Json);
    editor->setAccessibleName(name);
    editor->setFrameShape(QFrame::StyledPanel);
    label->setBuddy(editor);
    part->addWidget(editor, 1);
    row.addLayout(part, 1);
    return editor;
}

const StateEntry* EntryPane::shownEntry() const
{
    const int chosen = m_chooser->currentIndex();
    if (chosen < 0)
        return nullptr;
    const int entry = m_entries[static_cast<std::size_t>(chosen)];
    return &m_view.entries[static_cast<std::size_t>(entry)];
}

QString EntryPane::shownFunction() const
{
    const StateEntry* entry = shownEntry();
    return entry ? QString::fromStdString(entry->function) : QString();
}

void EntryPane::show(const ExecutionView& view, const QString& state)
{
    const bool isSameState = state == m_state;
    const int kept = isSameState ? m_chooser->currentIndex() : -1;
    const bool follows = kept < 0 || kept == m_chooser->count() - 1; // the newest, while it runs
    m_view = view;
    m_state = state;
    m_entries = state.isEmpty() ? std::vector<int>() : view.entriesOf(state.toStdString());
    m_chooser->blockSignals(true);
    m_chooser->clear();
    int failed = -1;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const StateEntry& entry = view.entries[static_cast<std::size_t>(m_entries[i])];
        QStringList words{tr("%1 of %2").arg(i + 1).arg(m_entries.size())};
        if (entry.iteration >= 0)
            words << tr("item %1").arg(entry.iteration);
        words << statusWords(entry.status);
        m_chooser->addItem(words.join(QStringLiteral(" · ")));
        if (entry.status == StateEntry::Status::Failed && failed < 0)
            failed = static_cast<int>(i);
    }
    const int last = m_chooser->count() - 1;
    m_chooser->setCurrentIndex(!isSameState && failed >= 0 ? failed : follows ? last : std::min(kept, last));
    m_chooser->setVisible(m_entries.size() > 1);
    m_chooser->blockSignals(false);
    showEntry();
}

void EntryPane::chooseEntry(int entry)
{
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        if (m_entries[i] == entry)
            m_chooser->setCurrentIndex(static_cast<int>(i));
}

void EntryPane::showTexts(const std::string& input, const std::string& output, const std::string& error,
                          const std::string& cause)
{
    const bool isError = output.empty() && !error.empty();
    m_outputLabel->setText(isError ? tr("Error") : tr("Output"));
    m_output->setAccessibleName(m_outputLabel->text());
    const QString failure =
        QString::fromStdString(error) + (cause.empty() ? QString() : QStringLiteral("\n\n") + pretty(cause));
    m_input->setPlainText(pretty(input));
    m_output->setLanguage(isError ? CodeEditor::Language::Plain : CodeEditor::Language::Json);
    m_output->setPlainText(isError ? failure : pretty(output));
}

void EntryPane::showEntry()
{
    const StateEntry* shown = shownEntry();
    m_function->hide();
    m_log->hide();
    m_status->setToolTip({});
    if (m_state.isEmpty()) {
        m_title->setText(tr("Execution"));
        QStringList words{executionStatusWords(QString::fromStdString(m_view.status))};
        if (m_view.stopped > 0)
            words << secondsText(m_view.stopped - m_view.started);
        m_status->setText(words.join(QStringLiteral(" · ")));
        return showTexts(m_view.input, m_view.output, m_view.error, m_view.cause);
    }
    m_title->setText(m_state);
    if (!shown) {
        m_status->setText(tr("Not entered by this execution"));
        return showTexts({}, {}, {}, {});
    }
    const StateEntry& entry = *shown;
    QStringList words{statusWords(entry.status)};
    if (entry.left > 0)
        words << secondsText(entry.left - entry.entered);
    if (entry.attempts > 1)
        words << tr("%1 attempts").arg(entry.attempts);
    if (!entry.error.empty() && !entry.output.empty())
        words << QString::fromStdString(entry.error);
    m_status->setText(words.join(QStringLiteral(" · ")));
    m_status->setToolTip(QString::fromStdString(entry.cause)); // of an error that was caught, the output tells nothing
    m_function->setVisible(!entry.function.empty());
    m_log->setVisible(!entry.function.empty());
    showTexts(entry.input, entry.output, entry.error, entry.cause);
}

} // namespace gw::ui
