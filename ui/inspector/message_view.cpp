// A message in a read-only editor.
#include "ui/inspector/message_view.h"

#include "core/console/body_formatter.h"
#include "ui/models/quantity_text.h"
#include "ui/widgets/code_editor.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr qsizetype hexHeadBytes = 256;

bool looksBinary(const QByteArray& body)
{
    return body.contains('\0') || QString::fromUtf8(body.left(2048)).count(QChar::ReplacementCharacter) > 8;
}

QString bodyText(const engine::TraceMessage& message)
{
    const QByteArray bytes = QByteArray::fromStdString(message.body);
    if (looksBinary(bytes))
        return QString::fromLatin1(bytes.left(hexHeadBytes).toHex(' ')) +
               (bytes.size() > hexHeadBytes ? QStringLiteral(" …") : QString());
    const bool mayBeJson = !message.isCut && (bytes.startsWith('{') || bytes.startsWith('['));
    if (mayBeJson) {
        if (const Result<QByteArray> pretty = console::prettyJson(bytes))
            return QString::fromUtf8(*pretty);
    }
    return QString::fromUtf8(bytes);
}

} // namespace

QString messageText(const engine::TraceMessage& message)
{
    QString text = QString::fromStdString(message.startLine);
    for (const engine::HeaderField field : message.headers)
        text += u'\n' + QString::fromUtf8(field.name) + QStringLiteral(": ") + QString::fromUtf8(field.value);
    if (!message.body.empty())
        text += QStringLiteral("\n\n") + bodyText(message);
    return text;
}

MessageView::MessageView(const Theme& theme, const QString& title, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_title(new QLabel(title, this)), m_facts(new QLabel(this)),
      m_text(new CodeEditor(theme, this)), m_cut(new QLabel(this))
{
    m_text->setReadOnly(true);
    m_text->setLineNumbersVisible(false);
    m_text->setLanguage(CodeEditor::Language::Http);
    m_text->setWordWrap(true);
    m_text->setAccessibleName(title);
    m_title->setBuddy(m_text);
    m_cut->setWordWrap(true);

    auto* head = new QHBoxLayout;
    head->setSpacing(spacing::m);
    head->addWidget(m_title);
    head->addWidget(m_facts, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::xs);
    layout->addLayout(head);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_cut);
    connect(&theme, &Theme::changed, this, &MessageView::restyle);
    restyle();
    setMessage(nullptr);
}

void MessageView::restyle()
{
    const auto tint = [](QLabel* label, const QColor& color) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, color);
        label->setPalette(palette);
    };
    m_title->setFont(m_theme.text(fontSize::body, true));
    m_facts->setFont(m_theme.text(fontSize::secondary));
    m_cut->setFont(m_theme.text(fontSize::secondary));
    tint(m_facts, m_theme.color(Color::TextMuted));
    tint(m_cut, m_theme.color(Color::Alert));
}

void MessageView::setMessage(const engine::TraceMessage* message)
{
    setVisible(message != nullptr);
    if (!message)
        return m_text->clear();
    m_text->setPlainText(messageText(*message));
    const auto headers = static_cast<int>(message->headers.size());
    const QString count = headers == 1 ? tr("1 header") : tr("%1 headers").arg(headers);
    m_facts->setText(message->bodyBytes == 0
                         ? tr("%1, no body").arg(count)
                         : tr("%1, %2 body").arg(count, sizeText(static_cast<qint64>(message->bodyBytes))));
    m_cut->setVisible(message->isCut);
    m_cut->setText(tr("Cut: the first %1 of %2 were kept.")
                       .arg(sizeText(static_cast<qint64>(message->body.size())),
                            sizeText(static_cast<qint64>(message->bodyBytes))));
}

QString MessageView::text() const
{
    return m_text->toPlainText();
}

} // namespace gw::ui
