// Chooses how to show a body and keeps long ones from stopping the window.
#include "ui/console/body_view.h"

#include "ui/console/image_view.h"
#include "ui/console/long_body_bar.h"
#include "ui/models/quantity_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/segmented.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr qsizetype hexBytes = 4096;
constexpr qsizetype pieceLength = 128 << 10;  // added to the editor at a time
constexpr qsizetype maxLineLength = 16 << 10; // an editor lays out a whole line at once

// Text without line ends would be laid out as one endless line; it is broken for showing, never for copying or saving.
// `column`: where the first line goes on, and afterwards where the last one ends.
QString withBrokenLines(QString text, qsizetype& column)
{
    qsizetype start = 0;
    while (start < text.size()) {
        qsizetype end = text.indexOf(u'\n', start);
        const bool isLast = end < 0;
        end = isLast ? text.size() : end;
        if (column + end - start > maxLineLength) {
            const qsizetype fits = std::max<qsizetype>(0, maxLineLength - column);
            text.insert(start + fits, u'\n');
            end = start + fits;
        } else if (isLast) {
            column += end - start;
            return text;
        }
        column = 0;
        start = end + 1;
    }
    return text;
}

QString withBrokenLines(const QString& text)
{
    qsizetype column = 0;
    return withBrokenLines(text, column);
}

} // namespace

QString hexDump(const QByteArray& bytes, qint64 first)
{
    QString out;
    for (qsizetype offset = 0; offset < bytes.size(); offset += 16) {
        const QByteArray row = bytes.mid(offset, 16);
        QString characters;
        for (const char c : row)
            characters += c >= 0x20 && c < 0x7f ? QChar::fromLatin1(c) : QChar(u'.');
        out += QStringLiteral("%1  %2  %3\n")
                   .arg(first + offset, 8, 16, QLatin1Char('0'))
                   .arg(QString::fromLatin1(row.toHex(' ')), -47)
                   .arg(characters);
    }
    return out;
}

BodyView::BodyView(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_mode(new SegmentedControl(theme, this)), m_note(new QLabel(this)),
      m_cutBar(makeCutBar()), m_parts(new LongBodyBar(theme, this)), m_pages(new QStackedWidget(this)),
      m_nothing(new QLabel(tr("The response has no body."))), m_text(new CodeEditor(theme)),
      m_image(new ImageView(theme))
{
    m_saver.setMaxThreadCount(1);
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setAccessibleName(tr("Response body"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setEnabled(false);
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(m_text);
    m_pages->addWidget(m_image);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_cutBar);
    layout->addWidget(m_parts);
    m_parts->hide();
    layout->addWidget(m_pages, 1);

    m_filler.setInterval(0);
    connect(&m_filler, &QTimer::timeout, this, &BodyView::fillMore);
    connect(&m_formatter, &console::BodyFormatter::formatted, this, [this](const QByteArray& pretty) {
        m_pretty = pretty;
        if (m_mode->current() == 0)
            showBody(true);
    });
    connect(&m_formatter, &console::BodyFormatter::notFormatted, this,
            [this](const QString& why) { m_note->setText(tr("Shown as it came: %1").arg(why)); });
    connect(m_parts, &LongBodyBar::partRequested, this, &BodyView::showPart);
    connect(m_parts, &LongBodyBar::saveRequested, this, &BodyView::saveAs);
    connect(m_parts, &LongBodyBar::searchRequested, this, &BodyView::search);
    connect(m_parts, &LongBodyBar::cancelRequested, this, [this] {
        m_search.cancel();
        m_parts->showNote({});
    });
    connect(&m_search, &console::BodySearch::progressed, m_parts, &LongBodyBar::showSearching);
    connect(&m_search, &console::BodySearch::notFound, this, [this] { m_parts->showNote(tr("Not found")); });
    connect(&m_search, &console::BodySearch::found, this, &BodyView::showMatch);
    connect(&theme, &Theme::changed, this, &BodyView::restyle);
    restyle();
}

QWidget* BodyView::makeBar()
{
    auto* bar = new QWidget(this);
    m_mode->addSegment(tr("Pretty"));
    m_mode->addSegment(tr("Raw"));
    m_wrap = iconButton(m_theme, QStringLiteral("list"), tr("Wrap long lines"), bar);
    m_wrap->setCheckable(true);
    m_copy = iconButton(m_theme, QStringLiteral("copy"), tr("Copy the body"), bar);
    m_save = iconButton(m_theme, QStringLiteral("save"), tr("Save the body as a file…"), bar);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(spacing::m, spacing::xs, spacing::m, spacing::xs);
    layout->setSpacing(spacing::m);
    layout->addWidget(m_mode);
    layout->addWidget(m_note, 1);
    layout->addWidget(m_wrap);
    layout->addWidget(m_copy);
    layout->addWidget(m_save);
    connect(m_mode, &SegmentedControl::currentChanged, this, [this](int mode) { showBody(mode == 0); });
    connect(m_wrap, &QToolButton::toggled, this, [this](bool wraps) { m_text->setWordWrap(wraps); });
    connect(m_copy, &QToolButton::clicked, this, &BodyView::copy);
    connect(m_save, &QToolButton::clicked, this, &BodyView::saveAs);
    return bar;
}

QWidget* BodyView::makeCutBar()
{
    auto* bar = new QWidget(this);
    m_cutText = new QLabel(bar);
    m_showAll = pushButton(tr("Show All"), bar);
    auto* save = pushButton(tr("Save As…"), bar);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(spacing::l, spacing::xs, spacing::m, spacing::xs);
    layout->setSpacing(spacing::m);
    layout->addWidget(m_cutText, 1);
    layout->addWidget(m_showAll);
    layout->addWidget(save);
    bar->setAutoFillBackground(true);
    connect(m_showAll, &QPushButton::clicked, this, &BodyView::showAll);
    connect(save, &QPushButton::clicked, this, &BodyView::saveAs);
    return bar;
}

void BodyView::restyle()
{
    m_note->setFont(m_theme.text(fontSize::secondary));
    QPalette muted = m_note->palette();
    muted.setColor(QPalette::WindowText, m_theme.color(Color::TextMuted));
    m_note->setPalette(muted);
    QPalette ground = m_cutBar->palette();
    ground.setColor(QPalette::Window, m_theme.color(Color::AlertMuted));
    m_cutBar->setPalette(ground);
}

QString BodyView::decoded(const QByteArray& bytes) const
{
    const qsizetype at = m_contentType.indexOf(QStringLiteral("charset="), 0, Qt::CaseInsensitive);
    if (at >= 0) {
        const QByteArray charset = m_contentType.mid(at + 8).section(u';', 0, 0).remove(u'"').trimmed().toLatin1();
        QStringDecoder decoder(charset.constData());
        if (decoder.isValid())
            return decoder(bytes);
    }
    return QString::fromUtf8(bytes);
}

BodyView::Kind BodyView::kindOf(const QString& contentType) const
{
    if (m_body.size() == 0)
        return Kind::Empty;
    const QByteArray head = m_body.head(4096);
    if (contentType.startsWith(QLatin1String("image/"), Qt::CaseInsensitive))
        return Kind::Image;
    const bool isText = CodeEditor::languageOf(contentType) != CodeEditor::Language::Plain ||
                        contentType.startsWith(QLatin1String("text/"), Qt::CaseInsensitive);
    const bool looksBinary =
        head.contains('\0') || QString::fromUtf8(head.left(2048)).count(QChar::ReplacementCharacter) > 16;
    if (looksBinary && !(isText && !head.contains('\0')))
        return Kind::Binary;
    const QByteArray trimmed = head.trimmed();
    const bool isJson = CodeEditor::languageOf(contentType) == CodeEditor::Language::Json ||
                        (!isText && (trimmed.startsWith('{') || trimmed.startsWith('[')));
    return isJson ? Kind::Json : Kind::Text;
}

void BodyView::setBody(const console::ResponseBody& body, const QString& contentType, const QString& suggestedName)
{
    m_formatter.forget();
    m_search.cancel();
    m_filler.stop();
    m_isStreaming = false;
    m_part = 1;
    m_match = -1;
    m_parts->showNote({});
    m_parts->hide();
    m_body = body;
    m_contentType = contentType;
    m_name = suggestedName;
    m_pretty.clear();
    m_rest.clear();
    m_note->clear();
    m_kind = kindOf(contentType);
    if (m_kind == Kind::Image && !(body.isInMemory() && m_image->setImage(body.all())))
        m_kind = body.head(4096).contains('\0') ? Kind::Binary : Kind::Text;
    refreshBar();
    if (m_kind == Kind::Image) {
        m_cutBar->hide();
        m_pages->setCurrentWidget(m_image);
        m_note->setText(tr("%1 × %2 pixels").arg(m_image->imageSize().width()).arg(m_image->imageSize().height()));
        return;
    }
    const bool canFormat = m_kind == Kind::Json && body.isInMemory();
    showBody(canFormat && m_mode->current() == 0);
    if (canFormat)
        m_formatter.format(body.all());
}

void BodyView::refreshBar()
{
    m_mode->setVisible(m_kind == Kind::Json);
    m_copy->setVisible(m_kind == Kind::Json || m_kind == Kind::Text);
    m_wrap->setVisible(m_kind == Kind::Json || m_kind == Kind::Text);
    m_save->setVisible(m_kind != Kind::Empty);
    const QString copies = hasParts() ? tr("Copy the part that is shown") : tr("Copy the body");
    m_copy->setToolTip(copies);
    m_copy->setAccessibleName(copies);
}

void BodyView::showBody(bool pretty)
{
    m_cutBar->hide();
    if (m_kind == Kind::Empty)
        return m_pages->setCurrentWidget(m_nothing);
    m_pages->setCurrentWidget(m_text);
    m_parts->setVisible(hasParts());
    if (hasParts())
        return showPart(m_part);
    if (m_kind == Kind::Binary)
        return showHex();
    const bool hasPretty = pretty && !m_pretty.isEmpty();
    if (hasPretty)
        showText(m_pretty.left(headBytes), m_pretty.size());
    else
        showText(m_body.head(headBytes), m_body.size());
}

void BodyView::showText(const QByteArray& head, qint64 wholeSize)
{
    m_filler.stop();
    m_rest.clear();
    const bool isWhole = head.size() == wholeSize;
    // Colours read the whole text; a head of a long one is short enough for them too.
    m_text->clear();
    m_text->setLanguage(m_kind == Kind::Json ? CodeEditor::Language::Json : CodeEditor::languageOf(m_contentType));
    m_text->setPlainText(withBrokenLines(decoded(head)));
    m_cutBar->setVisible(!isWhole);
    m_showAll->setVisible(wholeSize <= maxShownBytes); // what is indented may be longer
    m_cutText->setText(tr("The first %1 of %2 are shown.").arg(sizeText(head.size()), sizeText(wholeSize)));
}

void BodyView::showHex()
{
    m_text->setLanguage(CodeEditor::Language::Plain);
    m_text->setPlainText(hexDump(m_body.head(hexBytes)));
}

// --- A part at a time ------------------------------------------------------------------------------------------------

qint64 BodyView::partSize() const
{
    return m_kind == Kind::Binary ? hexBytes : headBytes;
}

bool BodyView::hasParts() const
{
    return m_kind == Kind::Binary ? m_body.size() > hexBytes : m_body.size() > maxShownBytes;
}

void BodyView::showPart(int number)
{
    const qint64 size = m_body.size();
    const auto count = static_cast<int>((size + partSize() - 1) / partSize());
    m_part = std::clamp(number, 1, count);
    const qint64 begin = (m_part - 1) * partSize();
    const qint64 end = std::min(size, begin + partSize());
    m_parts->showPart(m_part, count, begin, end, size);
    m_text->clear();
    m_text->setLanguage(m_kind == Kind::Json ? CodeEditor::Language::Json : CodeEditor::languageOf(m_contentType));
    m_text->setPlainText(textOfPart(begin, end));
}

// A character that begins in a part is shown in it, whole.
QString BodyView::textOfPart(qint64 begin, qint64 end) const
{
    if (m_kind == Kind::Binary)
        return hexDump(m_body.read(begin, end - begin), begin);
    constexpr qint64 longestRest = 3; // of a character of UTF-8
    const auto restAt = [this](qint64 at) {
        const QByteArray next = m_body.read(at, longestRest);
        const auto isRest = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
        return std::find_if_not(next.begin(), next.end(), isRest) - next.begin();
    };
    const qint64 first = begin > 0 ? begin + restAt(begin) : 0;
    return withBrokenLines(decoded(m_body.read(first, end + restAt(end) - first)));
}

void BodyView::search(bool backward)
{
    const qint64 shown = (m_part - 1) * partSize();
    const qint64 from = m_match < 0 ? shown : backward ? m_match : m_match + 1;
    m_search.start(m_body, m_parts->wanted().toUtf8(), from,
                   backward ? console::BodySearch::Direction::Backward : console::BodySearch::Direction::Forward);
}

void BodyView::showMatch(qint64 offset)
{
    m_match = offset;
    m_parts->showNote(tr("At byte %L1").arg(offset));
    const int part = static_cast<int>(offset / partSize()) + 1;
    if (part != m_part)
        showPart(part);
    const qint64 within = offset - (m_part - 1) * partSize();
    QTextCursor cursor(m_text->document());
    if (m_kind == Kind::Binary) { // its row
        cursor.setPosition(m_text->document()->findBlockByNumber(static_cast<int>(within / 16)).position());
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    } else {
        // Where the same bytes end as characters; one that lies across the part's end is marked as far as it is shown.
        const qint64 begin = offset - within;
        const auto place = static_cast<int>(textOfPart(begin, offset).size());
        cursor.setPosition(std::min(place, m_text->document()->characterCount() - 1));
        cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor,
                            static_cast<int>(m_parts->wanted().size()));
    }
    m_text->setTextCursor(cursor);
    m_text->centerCursor();
}

void BodyView::showAll()
{
    const bool hasPretty = m_mode->current() == 0 && !m_pretty.isEmpty();
    m_cutBar->hide();
    m_text->setLanguage(CodeEditor::Language::Plain);
    m_text->clear();
    m_rest = withBrokenLines(decoded(hasPretty ? m_pretty : m_body.read(0, maxShownBytes)));
    m_filler.start();
}

// Of a body that is shown in parts it is the part.
void BodyView::copy()
{
    const bool isPretty = m_mode->current() == 0 && !m_pretty.isEmpty();
    QApplication::clipboard()->setText(hasParts() ? shownText()
                                                  : decoded(isPretty ? m_pretty : m_body.read(0, maxShownBytes)));
}

void BodyView::beginStream(const QString& contentType)
{
    m_formatter.forget();
    m_search.cancel();
    m_filler.stop();
    m_parts->hide();
    m_body = {};
    m_contentType = contentType;
    m_kind = Kind::Text;
    m_pretty.clear();
    m_rest.clear();
    m_decoder = QStringDecoder(QStringDecoder::Utf8);
    m_column = 0;
    m_isStreaming = true;
    for (QWidget* of : {static_cast<QWidget*>(m_mode), static_cast<QWidget*>(m_copy), static_cast<QWidget*>(m_save)})
        of->hide();
    m_wrap->show();
    m_cutBar->hide();
    m_note->setText(tr("Arriving…"));
    m_text->setLanguage(CodeEditor::Language::Plain); // colours would read it all again and again
    m_text->clear();
    m_pages->setCurrentWidget(m_text);
}

void BodyView::addStreamed(const QByteArray& bytes)
{
    if (!m_isStreaming)
        return;
    QString text = m_decoder(bytes);
    m_rest += withBrokenLines(text.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter)), m_column);
    if (m_rest.size() > liveCharacters) { // faster than it can be shown
        m_rest = m_rest.right(liveCharacters / 2);
        m_text->clear();
        m_note->setText(tr("Arriving… its newest part is shown"));
    }
    m_filler.start();
}

// Old text makes room, half of it at a time.
void BodyView::trimStream()
{
    const int length = m_text->document()->characterCount();
    if (length <= liveCharacters)
        return;
    QTextCursor old(m_text->document());
    old.setPosition(static_cast<int>(length - liveCharacters / 2), QTextCursor::KeepAnchor);
    old.removeSelectedText();
    m_note->setText(tr("Arriving… its newest part is shown"));
}

void BodyView::fillMore()
{
    QScrollBar* bar = m_text->verticalScrollBar();
    const bool followsEnd = m_isStreaming && bar->value() == bar->maximum();
    QTextCursor end(m_text->document());
    end.movePosition(QTextCursor::End);
    end.insertText(m_rest.left(m_isStreaming ? pieceLength / 4 : pieceLength));
    m_rest.remove(0, m_isStreaming ? pieceLength / 4 : pieceLength);
    if (m_isStreaming) {
        trimStream();
        if (followsEnd)
            bar->setValue(bar->maximum());
        if (m_rest.isEmpty())
            m_filler.stop();
        return;
    }
    m_note->setText(m_rest.isEmpty() ? QString() : tr("Loading…"));
    if (m_rest.isEmpty())
        m_filler.stop();
}

QString BodyView::shownText() const
{
    return m_text->toPlainText();
}

void BodyView::saveAs()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the Body"), m_name);
    if (!path.isEmpty())
        saveTo(path);
}

void BodyView::saveTo(const QString& path)
{
    m_note->setText(tr("Saving…"));
    m_saver.start([this, path, body = m_body] {
        const Result<void> result = body.saveTo(path);
        const QString why =
            result ? QString() : QString::fromStdString(result.error().message + ' ' + result.error().hint);
        QMetaObject::invokeMethod(
            this,
            [this, path, why] {
                m_note->setText(why.isEmpty() ? tr("Saved to %1").arg(path) : why);
                why.isEmpty() ? emit saved(path) : emit saveFailed(why);
            },
            Qt::QueuedConnection);
    });
}

} // namespace gw::ui
