// The filter's line edit.
#include "ui/inspector/filter_line.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

QStringList choicesFor(const QString& word)
{
    if (word.startsWith(QLatin1String("status:")))
        return {QStringLiteral("status:2xx"), QStringLiteral("status:4xx"), QStringLiteral("status:5xx"),
                QStringLiteral("status:>=400")};
    if (word.startsWith(QLatin1String("method:")))
        return {QStringLiteral("method:GET"), QStringLiteral("method:POST"), QStringLiteral("method:PUT"),
                QStringLiteral("method:DELETE"), QStringLiteral("method:PATCH")};
    if (word.startsWith(QLatin1String("duration:")))
        return {QStringLiteral("duration:>10ms"), QStringLiteral("duration:>100ms"), QStringLiteral("duration:>1s")};
    if (word.startsWith(QLatin1String("direction:")))
        return {QStringLiteral("direction:in"), QStringLiteral("direction:out")};
    return {QStringLiteral("status:"),    QStringLiteral("method:"),    QStringLiteral("path:"),
            QStringLiteral("api:"),       QStringLiteral("stage:"),     QStringLiteral("duration:"),
            QStringLiteral("direction:"), QStringLiteral("connection:")};
}

} // namespace

FilterCompletion filterCompletion(const QString& text, int cursor)
{
    FilterCompletion completion;
    completion.wordStart = static_cast<int>(text.lastIndexOf(u' ', cursor - 1)) + 1;
    if (cursor == 0)
        completion.wordStart = 0;
    if (text.mid(completion.wordStart, 1) == QLatin1String("-"))
        ++completion.wordStart;
    const QString word = text.mid(completion.wordStart, cursor - completion.wordStart);
    if (word.isEmpty())
        return completion;
    for (const QString& choice : choicesFor(word)) {
        if (choice.startsWith(word, Qt::CaseInsensitive) && choice != word)
            completion.choices.append(choice);
    }
    return completion;
}

FilterLine::FilterLine(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_edit(new QLineEdit(this)), m_error(new QLabel(this)),
      m_completer(new QCompleter(this))
{
    m_edit->setPlaceholderText(tr("Filter, such as status:5xx path:/pets"));
    m_edit->setAccessibleName(tr("Filter requests"));
    m_edit->setToolTip(
        tr("Fields: status, method, path, api, stage, duration. Several must all hold; "
           "\"-\" before one excludes. Examples: status:>=400, method:POST, duration:>100ms, -path:/health"));
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    m_error->setWordWrap(true);
    m_error->hide();
    m_completer->setWidget(m_edit);
    m_completer->setModel(new QStringListModel(m_completer));
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::xs);
    layout->addWidget(m_edit);
    layout->addWidget(m_error);

    connect(m_edit, &QLineEdit::textChanged, this, &FilterLine::apply);
    connect(m_edit, &QLineEdit::textEdited, this, &FilterLine::offerCompletions);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterLine::complete);
    connect(&theme, &Theme::changed, this, &FilterLine::restyle);
    restyle();
}

void FilterLine::restyle()
{
    QPalette palette = m_error->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(Color::Danger));
    m_error->setPalette(palette);
    m_error->setFont(m_theme.text(fontSize::secondary));
    // The magnifier makes clear what the line is for even when it holds text.
    for (QAction* action : m_edit->actions()) {
        if (action->objectName() == QLatin1String("filterIcon"))
            m_edit->removeAction(action);
    }
    QAction* icon = m_edit->addAction(m_theme.icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    icon->setObjectName(QStringLiteral("filterIcon"));
}

void FilterLine::setText(const QString& text)
{
    m_edit->setText(text);
}

QString FilterLine::text() const
{
    return m_edit->text();
}

void FilterLine::focus()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

bool FilterLine::hasError() const
{
    return !m_error->isHidden();
}

void FilterLine::apply()
{
    const Result<engine::TraceFilter> filter = engine::TraceFilter::parse(m_edit->text().toStdString());
    m_error->setVisible(!filter);
    if (!filter) {
        const QString hint = QString::fromStdString(filter.error().hint);
        m_error->setText(QString::fromStdString(filter.error().message) + (hint.isEmpty() ? QString() : u' ' + hint));
        return;
    }
    emit filterChanged(*filter);
}

void FilterLine::offerCompletions()
{
    const FilterCompletion completion = filterCompletion(m_edit->text(), m_edit->cursorPosition());
    static_cast<QStringListModel*>(m_completer->model())->setStringList(completion.choices);
    if (completion.choices.isEmpty())
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

void FilterLine::complete(const QString& choice)
{
    const int cursor = m_edit->cursorPosition();
    const FilterCompletion completion = filterCompletion(m_edit->text(), cursor);
    QString text = m_edit->text();
    text.replace(completion.wordStart, cursor - completion.wordStart, choice);
    m_edit->setText(text);
    m_edit->setCursorPosition(completion.wordStart + static_cast<int>(choice.size()));
}

bool FilterLine::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape && !m_edit->text().isEmpty()) {
            m_edit->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Escape || key == Qt::Key_Return) {
            emit leaveRequested();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gw::ui
