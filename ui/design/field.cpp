// Fields of the design forms.
#include "ui/design/field.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/tone_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStringListModel>
#include <QTimer>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int typingPause = 300; // milliseconds until typed text is applied
constexpr int paragraphHeight = 72;
constexpr int choiceWidth = 400;

} // namespace

Field::Field(const Theme& theme, const QString& label, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_layout(new QVBoxLayout(this)),
      m_label(new ToneLabel(theme, tone::label, label)), m_help(new ToneLabel(theme, tone::label)),
      m_error(new ToneLabel(theme, tone::error))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(spacing::xs);
    m_layout->addWidget(m_label);
    m_label->setVisible(!label.isEmpty()); // not before it has a parent: it would be a window of its own
    for (ToneLabel* note : {m_error, m_help}) {
        note->setWordWrap(true);
        note->hide();
        m_layout->addWidget(note);
    }
}

void Field::setControl(QWidget* control)
{
    m_label->setBuddy(control);
    if (control->accessibleName().isEmpty())
        control->setAccessibleName(m_label->text());
    m_layout->insertWidget(1, control);
    m_control = control;
}

void Field::setLabel(const QString& label)
{
    if (m_control && m_control->accessibleName() == m_label->text())
        m_control->setAccessibleName(label);
    m_label->setText(label);
    m_label->setVisible(!label.isEmpty());
}

void Field::setFix(const QString& text, std::function<void()> fix)
{
    m_runFix = std::move(fix);
    if (!m_fix && !text.isEmpty()) {
        m_fix = pushButton(text, this);
        m_layout->addWidget(m_fix, 0, Qt::AlignLeft);
        connect(m_fix, &QPushButton::clicked, this, [this] {
            if (const auto run = m_runFix)
                run();
        });
    }
    if (!m_fix)
        return;
    m_fix->setText(text);
    m_fix->setVisible(!text.isEmpty());
}

void Field::setHelp(const QString& help)
{
    m_help->setText(help);
    m_help->setVisible(!help.isEmpty());
}

void Field::showError(const QString& error)
{
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
    if (m_control)
        m_control->setAccessibleDescription(error);
}

// No focus proxy: it would take the field, and what stands in it, out of the Tab order.
void Field::focusInEvent(QFocusEvent* event)
{
    if (m_control)
        m_control->setFocus(event->reason());
}

QString Field::error() const
{
    return m_error->text();
}

void Field::forget()
{
    showError({});
}

void Field::commit(const QString& value)
{
    if (m_commit)
        showError(m_commit(value));
}

TextField::TextField(const Theme& theme, const QString& label, Kind kind, QWidget* parent)
    : Field(theme, label, parent), m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(typingPause);
    connect(m_timer, &QTimer::timeout, this, &TextField::commitNow);
    if (kind == Kind::Paragraph) {
        m_paragraph = new QPlainTextEdit;
        m_paragraph->setTabChangesFocus(true);
        m_paragraph->setFixedHeight(paragraphHeight);
        m_paragraph->viewport()->setAutoFillBackground(false); // framed as a line edit
        m_paragraph->document()->setDocumentMargin(spacing::s);
        connect(m_paragraph, &QPlainTextEdit::textChanged, this, &TextField::typed);
        m_paragraph->installEventFilter(this);
        setControl(m_paragraph);
        return;
    }
    m_line = new QLineEdit;
    if (kind == Kind::CodeLine) {
        m_line->setFont(theme.monospace());
        connect(&theme, &Theme::changed, m_line, [this] { m_line->setFont(m_theme.monospace()); });
    }
    connect(m_line, &QLineEdit::textEdited, this, &TextField::typed);
    connect(m_line, &QLineEdit::editingFinished, this, &TextField::commitNow);
    m_line->installEventFilter(this);
    setControl(m_line);
}

TextField::~TextField()
{
    delete m_line;
    delete m_paragraph;
}

void TextField::typed()
{
    m_isPending = true;
    m_timer->start();
}

void TextField::commitNow()
{
    m_timer->stop();
    if (!m_isPending)
        return;
    m_isPending = false;
    commit(value());
}

void TextField::forget()
{
    Field::forget();
    m_timer->stop();
    m_isPending = false;
    m_shown = value();
}

QString TextField::value() const
{
    return m_line ? m_line->text() : m_paragraph->toPlainText();
}

void TextField::setValue(const QString& value)
{
    if (value == m_shown && (!error().isEmpty() || m_isPending))
        return; // the project did not change: keep what stands in the field
    m_shown = value;
    if (value == this->value())
        return;
    m_isPending = false;
    m_timer->stop();
    showError({});
    setText(value);
}

void TextField::setText(const QString& text)
{
    if (m_line) {
        const int cursor = m_line->cursorPosition();
        m_line->setText(text);
        if (m_line->hasFocus())
            m_line->setCursorPosition(cursor);
        else
            m_line->setCursorPosition(0);
        return;
    }
    const QSignalBlocker quiet(m_paragraph);
    const int cursor = m_paragraph->textCursor().position();
    m_paragraph->setPlainText(text);
    QTextCursor restored = m_paragraph->textCursor();
    restored.setPosition(std::min(cursor, static_cast<int>(text.size())));
    m_paragraph->setTextCursor(restored);
}

void TextField::setPlaceholder(const QString& text)
{
    if (m_line)
        m_line->setPlaceholderText(text);
    else
        m_paragraph->setPlaceholderText(text);
}

void TextField::setCompletions(const QStringList& values)
{
    if (!m_line)
        return;
    if (!m_line->completer()) {
        auto* completer = new QCompleter(m_line);
        completer->setModel(new QStringListModel(completer));
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        m_line->setCompleter(completer);
        connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &TextField::typed);
    }
    static_cast<QStringListModel*>(m_line->completer()->model())->setStringList(values);
}

// Ctrl+Z with nothing left to undo in the field belongs to the project's undo.
bool TextField::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut && m_paragraph)
        commitNow();
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool canUndo = m_line ? m_line->isUndoAvailable() : m_paragraph->document()->isUndoAvailable();
        const bool canRedo = m_line ? m_line->isRedoAvailable() : m_paragraph->document()->isRedoAvailable();
        if ((key->matches(QKeySequence::Undo) && !canUndo) || (key->matches(QKeySequence::Redo) && !canRedo)) {
            event->ignore();
            return true;
        }
    }
    return Field::eventFilter(watched, event);
}

ChoiceField::ChoiceField(const Theme& theme, const QString& label, const std::vector<Option>& options, QWidget* parent)
    : Field(theme, label, parent), m_box(new ChoiceBox)
{
    for (const Option& option : options)
        m_box->addItem(option.label, option.key);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_box->setMaximumWidth(choiceWidth);
    connect(m_box, &QComboBox::activated, this, [this](int index) { commit(m_box->itemData(index).toString()); });
    setControl(m_box);
}

void ChoiceField::setOptions(const std::vector<Option>& options)
{
    const QSignalBlocker quiet(m_box);
    const QString current = m_box->currentData().toString();
    const auto count = static_cast<int>(options.size());
    while (m_box->count() > count)
        m_box->removeItem(m_box->count() - 1);
    for (int i = 0; i < count; ++i) {
        const Option& option = options[static_cast<std::size_t>(i)];
        if (i >= m_box->count())
            m_box->addItem(option.label, option.key);
        m_box->setItemText(i, option.label);
        m_box->setItemData(i, option.key);
    }
    m_box->setCurrentIndex(m_box->findData(current));
}

void ChoiceField::setValue(const QString& key)
{
    int index = m_box->findData(key);
    if (index < 0) {
        m_box->addItem(key, key);
        index = m_box->count() - 1;
    }
    if (index == m_box->currentIndex())
        return;
    showError({});
    m_box->setCurrentIndex(index);
}

CheckField::CheckField(const Theme& theme, const QString& sentence, QWidget* parent)
    : Field(theme, {}, parent), m_box(new QCheckBox(sentence))
{
    m_box->setAccessibleName(sentence);
    connect(m_box, &QCheckBox::clicked, this,
            [this](bool checked) { commit(checked ? QStringLiteral("true") : QStringLiteral("false")); });
    setControl(m_box);
}

void CheckField::setValue(bool value)
{
    m_box->setChecked(value);
}

void leaveFields(const QWidget& page)
{
    const auto fields = page.findChildren<Field*>();
    for (Field* field : fields)
        field->commitNow();
    for (Field* field : fields)
        field->forget();
}

} // namespace gw::ui
