#include "ui/design/route_tester.h"

#include "ui/design/method_facts.h"
#include "ui/models/route_trial.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gw::ui {

RouteTester::RouteTester(const Workspace& workspace, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, spacing::m, 0, 0);
    column->setSpacing(spacing::s);
    auto* label = new ToneLabel(theme, tone::label, tr("Try a path: which route answers?"));
    column->addWidget(label);
    auto* row = new QHBoxLayout;
    row->setSpacing(spacing::m);
    row->addWidget(buildVerb());
    row->addWidget(buildPath(theme), 1);
    label->setBuddy(m_path);
    m_open = pushButton(tr("Open Route"), this);
    connect(m_open, &QPushButton::clicked, this, [this] { emit routeRequested(m_tried); });
    row->addWidget(m_open);
    column->addLayout(row);
    m_answer = new ToneLabel(theme, tone::muted);
    m_answer->setWordWrap(true);
    m_answer->setAccessibleName(tr("The route that answers"));
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_answer);
    connect(m_path, &QLineEdit::textChanged, this, &RouteTester::tryPath);
    connect(m_verb, &QComboBox::currentIndexChanged, this, &RouteTester::tryPath);
    tryPath();
}

QWidget* RouteTester::buildVerb()
{
    m_verb = new ChoiceBox;
    m_verb->setAccessibleName(tr("Method to try"));
    for (const HttpVerb each : allHttpVerbs)
        if (each != HttpVerb::Any)
            m_verb->addItem(fromUtf8(toString(each)));
    return m_verb;
}

QWidget* RouteTester::buildPath(const Theme& theme)
{
    m_path = new QLineEdit;
    m_path->setFont(theme.monospace());
    m_path->setPlaceholderText(QStringLiteral("/pets/7"));
    m_path->setAccessibleName(tr("Path to try"));
    return m_path;
}

void RouteTester::showApi(ApiId api)
{
    m_api = api;
    tryPath();
}

void RouteTester::tryPath()
{
    const Api* api = m_workspace.project().find(m_api);
    const QString path = m_path->text().trimmed();
    m_tried = {};
    m_answer->setText(
        path.isEmpty() || !api
            ? tr("A full match comes before a greedy one, and $default last; a method of its own before ANY.")
            : answerOf(*api, path));
    m_open->setEnabled(!m_tried.isEmpty());
}

QString RouteTester::answerOf(const Api& api, const QString& path)
{
    const RouteTrial trial =
        tryRoute(api, m_verb->currentText(), path.startsWith(QLatin1Char('/')) ? path : QLatin1Char('/') + path);
    m_tried = trial.route;
    QStringList lines{trial.key.isEmpty() ? trial.why : tr("%1 answers. %2").arg(trial.key, trial.why)};
    if (!trial.variables.isEmpty())
        lines << trial.variables.join(QStringLiteral(", "));
    if (!trial.passedOver.isEmpty())
        lines << tr("Matching as well, and passed over: %1.").arg(trial.passedOver.join(QStringLiteral(", ")));
    return lines.join(QLatin1Char('\n'));
}

} // namespace gw::ui
