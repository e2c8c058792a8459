// The list follows the project; every change goes through the edits of core/edit.
#include "ui/design/models_view.h"

#include "core/api/models.h"
#include "core/edit/edits.h"
#include "ui/design/element_views.h"
#include "ui/design/field.h"
#include "ui/design/method_facts.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int sideWidth = 200;
constexpr int rowHeight = 28;
constexpr int nameWidth = 320;
constexpr int mostUses = 6; // named; the rest is counted

json::Value emptyObject()
{
    json::Value schema = json::Value::object();
    schema.set("type", "object");
    schema.set("properties", json::Value::object());
    return schema;
}

std::string freeName(const OpenApiDefinition& definition, const std::string& wanted)
{
    std::string name = wanted;
    for (int n = 2; findModel(definition, name); ++n)
        name = wanted + std::to_string(n);
    return name;
}

} // namespace

ModelsView::ModelsView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_gateway(gateway), m_theme(theme)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::l);
    row->setSpacing(spacing::l);
    row->addWidget(buildSide());
    m_none =
        new EmptyState(theme, QStringLiteral("list"), tr("No models"),
                       tr("A model says what a body looks like. Methods refer to it, validators check against it."));
    connect(m_none->addButton(tr("New Model"), ButtonRole::Primary), &QPushButton::clicked, this, &ModelsView::create);
    connect(m_none->addButton(tr("From Sample…")), &QPushButton::clicked, this, &ModelsView::createFromSample);
    row->addWidget(m_none, 1);
    row->addWidget(buildCentre(), 1);
    m_editor->setBodies([this] {
        const Api* api = m_workspace.project().find(m_api);
        return api ? capturedBodies(m_gateway.traces(), api->name) : std::vector<CapturedBody>{};
    });
}

QWidget* ModelsView::buildSide()
{
    auto* side = new QWidget;
    side->setFixedWidth(sideWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::xs);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(spacing::xxs);
    bar->addWidget(new ToneLabel(m_theme, tone::section, tr("Models")), 1);
    const auto button = [&](const char* icon, const QString& name, void (ModelsView::*does)(),
                            const QKeySequence& keys = {}) {
        QToolButton* made = iconButton(m_theme, QString::fromLatin1(icon), name, side, keys);
        connect(made, &QToolButton::clicked, this, does);
        bar->addWidget(made);
        return made;
    };
    button("plus", tr("New Model"), &ModelsView::create);
    m_ofOne = {button("duplicate", tr("Duplicate Model"), &ModelsView::duplicate, Qt::CTRL | Qt::Key_D),
               button("trash", tr("Delete Model"), &ModelsView::remove, Qt::Key_Delete)};
    column->addLayout(bar);
    m_list = new QListWidget;
    m_list->setAccessibleName(tr("Models"));
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->installEventFilter(this);
    column->addWidget(m_list, 1);
    column->addStretch(0);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] { showCurrent(); });
    return side;
}

QWidget* ModelsView::buildCentre()
{
    m_page = new QWidget;
    auto* column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::m);
    m_name = new TextField(m_theme, tr("Name"), TextField::Kind::CodeLine);
    m_name->setMaximumWidth(nameWidth);
    m_name->lineEdit()->setObjectName(QStringLiteral("modelName"));
    m_name->setCommit([this](const QString& value) { return rename(value); });
    column->addWidget(m_name);
    m_uses = new QLabel;
    m_uses->setWordWrap(true);
    m_uses->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(m_uses, &QLabel::linkActivated, this, [this](const QString& link) {
        if (const OpenApiDefinition* api = definition())
            for (const ModelUse& use : usesOfModel(*api, m_shown.toStdString()))
                if (QString::number(use.node.method.value) == link)
                    return emit methodRequested(use.node);
    });
    column->addWidget(m_uses);
    m_problem = new ToneLabel(m_theme, tone::error);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    m_editor = new ModelEditor(m_theme, [this](const QString& name, const SchemaEdit& edit, const QString& field) {
        return apply(name, edit, field);
    });
    column->addWidget(m_editor, 1);
    return m_page;
}

const OpenApiDefinition* ModelsView::definition() const
{
    const Api* api = m_workspace.project().find(m_api);
    return api ? api->openApi() : nullptr;
}

void ModelsView::showModels(ApiId api)
{
    if (api != m_api) {
        m_api = api;
        m_shown.clear();
        const QSignalBlocker quiet(m_list);
        m_list->clear();
    }
    refresh();
}

void ModelsView::showModel(const QString& name)
{
    m_wanted = name;
    refresh();
}

QString ModelsView::currentModel() const
{
    return m_list->currentItem() ? m_list->currentItem()->text() : QString();
}

void ModelsView::refresh()
{
    QStringList names;
    if (const OpenApiDefinition* api = definition())
        for (const std::string& name : modelNames(*api))
            names << fromUtf8(name);
    refreshList(names);
    m_none->setVisible(names.isEmpty());
    m_page->setVisible(!names.isEmpty());
    m_list->setVisible(!names.isEmpty());
    for (QToolButton* button : m_ofOne)
        button->setEnabled(!names.isEmpty());
    showCurrent();
}

void ModelsView::refreshList(const QStringList& names)
{
    const QSignalBlocker quiet(m_list);
    const QString current = m_wanted.isEmpty() ? currentModel() : m_wanted;
    const int row = m_list->currentRow();
    while (m_list->count() > names.size())
        delete m_list->takeItem(m_list->count() - 1);
    for (int i = 0; i < names.size(); ++i) {
        if (i >= m_list->count())
            (new QListWidgetItem(m_list))->setSizeHint({0, rowHeight});
        m_list->item(i)->setText(names.at(i));
    }
    const auto at = static_cast<int>(names.indexOf(current));
    m_list->setCurrentRow(at >= 0 ? at : std::clamp(row, 0, std::max(0, m_list->count() - 1)));
    if (at >= 0)
        m_wanted.clear();
}

void ModelsView::showCurrent()
{
    const OpenApiDefinition* api = definition();
    const QString name = currentModel();
    const json::Value* schema = api ? findModel(*api, name.toStdString()) : nullptr;
    if (!schema)
        return;
    const bool isOther = name != m_shown;
    if (isOther) {
        m_name->forget();
        m_problem->hide();
    }
    m_shown = name;
    m_name->setValue(name);
    std::vector<ModelEditor::Reference> others;
    for (const std::string& other : modelNames(*api))
        others.push_back({fromUtf8(other), fromUtf8(modelReference(*api, other))});
    m_editor->showModel(name, *schema, std::move(others), isOther);
    showUses();
}

void ModelsView::showUses()
{
    const OpenApiDefinition* api = definition();
    const auto uses = api ? usesOfModel(*api, m_shown.toStdString()) : std::vector<ModelUse>{};
    QStringList places;
    for (const ModelUse& use : uses) {
        if (places.size() == mostUses)
            break;
        const QString where = fromUtf8(use.where).toHtmlEscaped();
        places << (use.node.method ? QStringLiteral("<a href=\"%1\">%2</a>").arg(use.node.method.value).arg(where)
                                   : where);
    }
    const int more = static_cast<int>(uses.size()) - static_cast<int>(places.size());
    if (more > 0)
        places << tr("%n more", nullptr, more);
    m_uses->setText(uses.empty() ? tr("Nothing uses this model.") : tr("Used by %1").arg(places.join(", ")));
}

QString ModelsView::apply(const QString& name, const SchemaEdit& edit, const QString& field)
{
    const std::string model = m_shown.toStdString();
    const QString key = field.isEmpty() ? QString() : QStringLiteral("model:%1:%2").arg(m_shown, field);
    const QString problem = applyTelling(
        m_workspace, name,
        [&](Project project) -> Result<Project> {
            const Api* api = project.find(m_api);
            const json::Value* schema = api && api->openApi() ? findModel(*api->openApi(), model) : nullptr;
            if (!schema)
                return fail("This model no longer exists.", "Undo its removal, or select another one.");
            auto edited = edit(*schema);
            if (!edited)
                return fail(edited.error());
            return setModel(std::move(project), m_api, model, *std::move(edited));
        },
        key);
    return problem;
}

bool ModelsView::add(const QString& title, const std::string& wanted, json::Value schema)
{
    const OpenApiDefinition* api = definition();
    if (!api)
        return false;
    const std::string name = freeName(*api, wanted);
    m_wanted = fromUtf8(name);
    const QString problem = applyTelling(
        m_workspace, title,
        [&](Project project) { return createModel(std::move(project), m_api, name, std::move(schema)); }, {});
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    refresh();
    return problem.isEmpty();
}

void ModelsView::create()
{
    if (!add(tr("New Model"), "Model", emptyObject()))
        return;
    m_name->setFocus();
    m_name->lineEdit()->selectAll();
}

void ModelsView::createFromSample()
{
    if (add(tr("New Model"), "Model", emptyObject()))
        m_editor->openSample();
}

void ModelsView::duplicate()
{
    const OpenApiDefinition* api = definition();
    const json::Value* schema = api ? findModel(*api, m_shown.toStdString()) : nullptr;
    if (schema && add(tr("Duplicate Model"), m_shown.toStdString() + "Copy", *schema))
        m_name->setFocus();
}

void ModelsView::remove()
{
    const std::string name = m_shown.toStdString();
    const QString problem =
        applyTelling(m_workspace, tr("Delete Model"),
                     [&](Project project) { return deleteModel(std::move(project), m_api, name); }, {});
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    refresh();
}

QString ModelsView::rename(const QString& name)
{
    const std::string from = m_shown.toStdString();
    const std::string to = name.trimmed().toStdString();
    m_wanted = fromUtf8(to);
    m_shown = m_wanted; // the same model under another name
    const QString problem =
        applyTelling(m_workspace, tr("Rename Model"),
                     [&](Project project) { return renameModel(std::move(project), m_api, from, to); }, {});
    if (!problem.isEmpty()) {
        m_wanted.clear();
        m_shown = fromUtf8(from);
    }
    return problem;
}

bool ModelsView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Delete)
        remove();
    else if (key->key() == Qt::Key_D && key->modifiers() == Qt::ControlModifier)
        duplicate();
    else if (key->key() == Qt::Key_F2)
        m_name->setFocus();
    else
        return false;
    return true;
}

} // namespace gw::ui
