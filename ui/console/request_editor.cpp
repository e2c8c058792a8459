// The upper half of the console.
#include "ui/console/request_editor.h"

#include "core/console/url_query.h"
#include "ui/console/body_editor.h"
#include "ui/console/field_table.h"
#include "ui/console/url_line.h"
#include "ui/widgets/buttons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QTabWidget>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int methodWidth = 112;
constexpr int sendWidth = 88;
const QStringList usualMethods{QStringLiteral("GET"),    QStringLiteral("POST"),   QStringLiteral("PUT"),
                               QStringLiteral("PATCH"),  QStringLiteral("DELETE"), QStringLiteral("HEAD"),
                               QStringLiteral("OPTIONS")};

} // namespace

RequestEditor::RequestEditor(const Theme& theme, const ConsoleVariables& variables, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_method(new QComboBox(this)), m_url(new UrlLine(theme, variables, this)),
      m_send(pushButton(tr("Send"), this, ButtonRole::Primary)), m_test(pushButton(tr("Test"), this)),
      m_tabs(new QTabWidget(this)), m_query(new FieldTable(theme, variables, tr("Query parameters"))),
      m_headers(new FieldTable(theme, variables, tr("Headers"))), m_body(new BodyEditor(theme, variables))
{
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_query, QString());
    m_tabs->addTab(m_headers, QString());
    m_tabs->addTab(m_body, QString());
    m_headers->setNameOffers(usualHeaderNames());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeLine());
    layout->addWidget(m_tabs, 1);

    connect(m_url, &QLineEdit::textEdited, this, &RequestEditor::urlEdited);
    connect(m_url, &UrlLine::offerTaken, this, &RequestEditor::offerTaken);
    connect(m_url, &QLineEdit::returnPressed, this, &RequestEditor::sendRequested);
    connect(&m_query->fieldModel(), &FieldModel::edited, this, &RequestEditor::queryEdited);
    connect(&m_headers->fieldModel(), &FieldModel::edited, this, &RequestEditor::edited);
    connect(m_body, &BodyEditor::edited, this, &RequestEditor::edited);
    connect(this, &RequestEditor::edited, this, &RequestEditor::refreshTabs);
    connect(m_send, &QPushButton::clicked, this,
            [this] { m_isSending ? emit cancelRequested() : emit sendRequested(); });
    connect(m_test, &QPushButton::clicked, this, &RequestEditor::testRequested);
    connect(&theme, &Theme::changed, this, &RequestEditor::tintMethod);
    tintMethod();
    refreshTabs();
}

QWidget* RequestEditor::makeLine()
{
    auto* line = new QWidget(this);
    m_method->setEditable(true);
    m_method->addItems(usualMethods);
    m_method->setInsertPolicy(QComboBox::NoInsert);
    m_method->setFixedWidth(methodWidth);
    m_method->setAccessibleName(tr("Method"));
    m_method->setToolTip(tr("Method; any other can be typed"));
    m_method->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}")), m_method));
    m_send->setMinimumWidth(sendWidth);
    m_send->setToolTip(withShortcut(tr("Send"), QKeySequence(Qt::CTRL | Qt::Key_Return)));
    m_test->setToolTip(withShortcut(tr("Run this request through the design as it stands: nothing is deployed or sent"),
                                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return)));
    m_url->setToolTip(withShortcut(tr("URL"), QKeySequence(Qt::CTRL | Qt::Key_L)));
    connect(m_method, &QComboBox::currentTextChanged, this, [this] {
        tintMethod();
        emit edited();
    });
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(spacing::l, spacing::m, spacing::l, spacing::m);
    layout->setSpacing(spacing::m);
    layout->addWidget(m_method);
    layout->addWidget(m_url, 1);
    layout->addWidget(m_test);
    layout->addWidget(m_send);
    return line;
}

void RequestEditor::tintMethod()
{
    QFont font = m_theme.monospace();
    font.setWeight(QFont::Bold);
    m_method->lineEdit()->setFont(font);
    QPalette palette = m_method->lineEdit()->palette();
    palette.setColor(QPalette::Text, m_theme.methodColor(m_method->currentText().toUpper()));
    m_method->lineEdit()->setPalette(palette);
}

void RequestEditor::setRequest(const console::ConsoleRequest& request)
{
    const bool wasBlocked = blockSignals(true);
    m_method->setCurrentText(request.method);
    const console::SplitUrl split = console::splitUrl(request.url);
    m_base = split.base;
    console::Fields query = split.query;
    query.insert(query.end(), request.query.begin(), request.query.end());
    m_query->fieldModel().setFields(query);
    m_headers->fieldModel().setFields(request.headers);
    m_body->setBody(request.body);
    showUrl();
    blockSignals(wasBlocked);
    tintMethod();
    refreshTabs();
    const bool showsBody = request.body.kind != console::BodyKind::None;
    const bool showsHeaders = !showsBody && query.empty() && !request.headers.empty();
    m_tabs->setCurrentIndex(showsBody ? 2 : showsHeaders ? 1 : 0);
}

console::ConsoleRequest RequestEditor::request() const
{
    console::ConsoleRequest request;
    request.method = m_method->currentText().trimmed().toUpper();
    request.url = m_base.trimmed();
    request.query = m_query->fieldModel().fields();
    request.headers = m_headers->fieldModel().fields();
    request.body = m_body->body();
    return request;
}

void RequestEditor::setOffers(std::vector<console::RouteOffer> offers)
{
    m_url->setOffers(std::move(offers));
}

void RequestEditor::setFolder(const QString& folder)
{
    m_body->setFolder(folder);
}

void RequestEditor::setSending(bool isSending)
{
    m_isSending = isSending;
    m_test->setEnabled(!isSending);
    m_send->setText(isSending ? tr("Cancel") : tr("Send"));
    setButtonRole(m_send, isSending ? ButtonRole::Normal : ButtonRole::Primary);
}

void RequestEditor::focusUrl()
{
    m_url->setFocus(Qt::ShortcutFocusReason);
    m_url->selectAll();
}

void RequestEditor::urlEdited()
{
    const console::SplitUrl split = console::splitUrl(m_url->text());
    m_base = split.base;
    m_query->fieldModel().setFields(console::mergeQuery(m_query->fieldModel().fields(), split.query));
    emit edited();
}

void RequestEditor::queryEdited()
{
    showUrl();
    emit edited();
}

void RequestEditor::showUrl()
{
    const QString text = console::joinUrl(m_base, m_query->fieldModel().fields());
    if (m_url->text() != text)
        m_url->setText(text);
}

void RequestEditor::refreshTabs()
{
    const auto titled = [](const QString& name, int count) {
        return count == 0 ? name : QStringLiteral("%1 (%2)").arg(name).arg(count);
    };
    m_tabs->setTabText(0, titled(tr("Params"), console::enabledCount(m_query->fieldModel().fields())));
    m_tabs->setTabText(1, titled(tr("Headers"), console::enabledCount(m_headers->fieldModel().fields())));
    const bool hasBody = m_body->kind() != console::BodyKind::None;
    m_tabs->setTabText(2, hasBody ? tr("Body ●") : tr("Body"));
}

} // namespace gw::ui
