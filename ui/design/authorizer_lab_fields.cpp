// The authorizer lab's fields of a request, and its buttons.
#include "ui/design/authorizer_lab.h"

#include "ui/design/recent_requests.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/labelled.h"
#include "ui/widgets/tone_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>

#include <initializer_list>

namespace gw::ui {

namespace {

constexpr int textLines = 4;

QHBoxLayout* rowIn(QBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(spacing::l);
    column.addLayout(row);
    return row;
}

} // namespace

void AuthorizerLab::buildRequest(QBoxLayout& column)
{
    QHBoxLayout* row = rowIn(column);
    m_trace = new RecentRequests(m_gateway);
    m_trace->setObjectName(QStringLiteral("labTrace"));
    m_method = new ChoiceBox;
    m_method->setAccessibleName(tr("Method to try"));
    m_method->setObjectName(QStringLiteral("labMethod"));
    m_method->setSizeAdjustPolicy(m_trace->sizeAdjustPolicy());
    m_method->setMinimumContentsLength(m_trace->minimumContentsLength());
    m_path = new QLineEdit;
    m_path->setAccessibleName(tr("Path to try"));
    m_path->setObjectName(QStringLiteral("labPath"));
    m_path->setFont(m_theme.monospace());
    m_path->installEventFilter(this);
    row->addWidget(labelled(new ToneLabel(m_theme, tone::label, tr("Begin with")), m_trace), 1);
    row->addWidget(labelled(new ToneLabel(m_theme, tone::label, tr("Method")), m_method), 1);
    row->addWidget(labelled(new ToneLabel(m_theme, tone::label, tr("Path, with its query")), m_path), 1);
    connect(m_trace, &RecentRequests::chosen, this, &AuthorizerLab::chooseTrace);
    connect(m_method, &QComboBox::activated, this, &AuthorizerLab::chooseMethod);
}

void AuthorizerLab::buildSecrets(QBoxLayout& column)
{
    QHBoxLayout* row = rowIn(column);
    m_token = new QPlainTextEdit;
    m_token->setObjectName(QStringLiteral("labToken"));
    m_token->setAccessibleName(tr("Token to try"));
    m_token->setPlaceholderText(tr("Paste the token"));
    m_headers = new QPlainTextEdit;
    m_headers->setObjectName(QStringLiteral("labHeaders"));
    m_headers->setAccessibleName(tr("Headers to try"));
    m_headers->setPlaceholderText(tr("Name: value, one a line"));
    for (QPlainTextEdit* text : {m_token, m_headers}) {
        text->setFont(m_theme.monospace());
        text->setTabChangesFocus(true);
        text->setWordWrapMode(QTextOption::WrapAnywhere);
        text->setFixedHeight(textLines * text->fontMetrics().lineSpacing() + 2 * spacing::m);
        text->installEventFilter(this);
    }
    m_tokenLabel = new ToneLabel(m_theme, tone::label);
    m_tokenPart = labelled(m_tokenLabel, m_token);
    row->addWidget(m_tokenPart, 1);
    row->addWidget(labelled(new ToneLabel(m_theme, tone::label, tr("Headers")), m_headers), 1);
}

void AuthorizerLab::buildButtons(QBoxLayout& column)
{
    QHBoxLayout* row = rowIn(column);
    row->setSpacing(spacing::m);
    m_try = pushButton(tr("Try"), this, ButtonRole::Primary);
    m_try->setObjectName(QStringLiteral("labTry"));
    m_try->setToolTip(
        withShortcut(tr("Ask the authorizer about this request"), QKeySequence(Qt::CTRL | Qt::Key_Return)));
    m_cancel = pushButton(tr("Cancel"), this);
    m_cancel->setObjectName(QStringLiteral("labCancel"));
    m_cancel->setToolTip(withShortcut(tr("Waits no longer"), QKeySequence(Qt::Key_Escape)));
    m_progress = new QProgressBar;
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(160);
    m_progress->setAccessibleName(tr("The authorizer is asked"));
    m_forget = pushButton(tr("Forget Kept Results"), this);
    m_forget->setObjectName(QStringLiteral("labForget"));
    m_forget->setToolTip(tr("The function is asked anew, for every caller and stage"));
    m_start = pushButton(tr("Start Gateway"), this);
    m_start->setObjectName(QStringLiteral("labStart"));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_try, m_cancel, m_progress, m_start, m_forget})
        row->addWidget(widget);
    for (QWidget* button : std::initializer_list<QWidget*>{m_try, m_cancel, m_forget})
        button->installEventFilter(this);
    row->addStretch(1);
    m_state = new ToneLabel(m_theme, tone::muted);
    m_state->setObjectName(QStringLiteral("labState"));
    m_state->setWordWrap(true);
    column.addWidget(m_state);
    connect(m_try, &QPushButton::clicked, this, &AuthorizerLab::attempt);
    connect(m_cancel, &QPushButton::clicked, &m_trial, &AuthorizerTrial::cancel);
    connect(m_forget, &QPushButton::clicked, this, &AuthorizerLab::forgetResults);
    connect(m_start, &QPushButton::clicked, this, &AuthorizerLab::start);
    showWaiting(false);
}

} // namespace gw::ui
