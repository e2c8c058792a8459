// The tree's edits are those of core/api/model_tree.h; the text is the same schema written out.
#include "ui/design/model_editor.h"

#include "core/api/model_tree.h"
#include "ui/design/code_field.h"
#include "ui/design/sample_panel.h"
#include "ui/design/schema_delegate.h"
#include "ui/models/json_text.h"
#include "ui/models/schema_tree_model.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/page_stack.h"
#include "ui/widgets/tone_label.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int textHeight = 200; // at least

} // namespace

ModelEditor::ModelEditor(const Theme& theme, ApplySchemaEdit apply, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_apply(std::move(apply)), m_model(new SchemaTreeModel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    m_pages = new PageStack;
    m_pages->addWidget(buildTree());
    m_sample = new SamplePanel(theme);
    m_pages->addWidget(m_sample);
    splitter->addWidget(m_pages);
    splitter->addWidget(buildText());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({600, 400}); // the tree's columns would take nearly all of it
    column->addWidget(splitter, 1);
    connect(m_model, &SchemaTreeModel::edited, this, &ModelEditor::cellEdited);
    connect(m_model, &SchemaTreeModel::moved, this, [this](const QString& pointer, int position) {
        edit(tr("Move Property"), [=](json::Value schema) {
            return moveProperty(std::move(schema), pointer.toStdString(), static_cast<std::size_t>(position));
        });
    });
    connect(m_sample, &SamplePanel::closed, this, [this] {
        m_pages->setCurrentIndex(0);
        m_tree->setFocus();
    });
    connect(m_sample, &SamplePanel::schemaMade, this, [this](const json::Value& made) {
        edit(tr("Make Model from Sample"), [made](const json::Value&) -> Result<json::Value> { return made; });
    });
}

QWidget* ModelEditor::buildTree()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, spacing::m, 0);
    column->setSpacing(spacing::xs);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(spacing::xs);
    auto* add = flatButton(m_theme, QStringLiteral("plus"), tr("Add Property"), page);
    add->setToolTip(tr("Add a property to the selected object (Insert)"));
    m_remove = iconButton(m_theme, QStringLiteral("trash"), tr("Remove Property"), page, Qt::Key_Delete);
    m_up = iconButton(m_theme, QStringLiteral("chevron-up"), tr("Move Up"), page, Qt::ALT | Qt::Key_Up);
    m_down = iconButton(m_theme, QStringLiteral("chevron-down"), tr("Move Down"), page, Qt::ALT | Qt::Key_Down);
    auto* sample = flatButton(m_theme, QStringLiteral("sparkle"), tr("From Sample…"), page);
    for (QToolButton* button : {add, m_remove, m_up, m_down})
        bar->addWidget(button);
    bar->addStretch(1);
    bar->addWidget(sample);
    column->addLayout(bar);
    m_tree = new QTreeView;
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new SchemaDelegate(
        m_theme, [this] { return otherNames(); }, m_tree));
    m_tree->setAccessibleName(tr("Properties"));
    m_tree->setDragDropMode(QAbstractItemView::InternalMove);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::SelectedClicked);
    m_tree->header()->setStretchLastSection(true);
    m_tree->installEventFilter(this);
    column->addWidget(m_tree, 1);
    m_problem = new ToneLabel(m_theme, tone::error);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    m_rules = new PropertyRules(m_theme, m_apply);
    column->addWidget(m_rules);
    connect(add, &QToolButton::clicked, this, &ModelEditor::addProperty);
    connect(m_remove, &QToolButton::clicked, this, &ModelEditor::removeCurrent);
    connect(m_up, &QToolButton::clicked, this, [this] { moveCurrent(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveCurrent(1); });
    connect(sample, &QToolButton::clicked, this, &ModelEditor::openSample);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_rules->forget();
        showDetails();
    });
    return page;
}

QWidget* ModelEditor::buildText()
{
    m_text = new CodeField(m_theme, tr("JSON Schema"), CodeEditor::Language::Json, textHeight);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_text->editor()->setMinimumHeight(textHeight);
    m_text->editor()->setMaximumHeight(QWIDGETSIZE_MAX);
    m_text->editor()->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_text->setContentsMargins(spacing::m, 0, 0, 0); // beside the splitter's handle
    m_text->setSameness(isSameJson);
    m_text->setCommit([this](const QString& value) -> QString {
        const auto schema = parseJsonText(value);
        std::vector<CodeEditor::Mark> marks;
        if (!schema)
            marks.push_back({schema.error().position.line, Severity::Error, errorText(schema.error()),
                             schema.error().position.column});
        m_text->editor()->setMarks(std::move(marks));
        if (!schema)
            return errorText(schema.error());
        if (!schema->isObject())
            return tr("A model is a JSON object, as in {\"type\": \"object\"}.");
        return m_apply(
            tr("Edit Model"), [made = *schema](const json::Value&) -> Result<json::Value> { return made; },
            QStringLiteral("text"));
    });
    return m_text;
}

void ModelEditor::setBodies(std::function<std::vector<CapturedBody>()> bodies)
{
    m_sample->setBodies(std::move(bodies));
}

void ModelEditor::openSample()
{
    m_pages->setCurrentWidget(m_sample);
    m_sample->open();
}

void ModelEditor::showModel(const QString& name, const json::Value& schema, std::vector<Reference> others, bool isOther)
{
    m_schema = schema;
    m_others = std::move(others);
    const bool isFirst = m_model->rowCount() == 0;
    m_model->setSchema(name, schema);
    if (isOther) {
        m_text->forget();
        m_text->editor()->setMarks({});
        m_problem->hide();
        m_pages->setCurrentIndex(0);
        m_tree->expandToDepth(2);
        m_tree->setCurrentIndex(m_model->index(0, 0));
    }
    if (isFirst) {
        m_tree->header()->resizeSection(SchemaTreeModel::NameColumn, 120);
        m_tree->header()->resizeSection(SchemaTreeModel::TypeColumn, 80);
        m_tree->header()->resizeSection(SchemaTreeModel::RequiredColumn, 72);
        m_tree->header()->resizeSection(SchemaTreeModel::DescriptionColumn, 80);
    }
    m_text->setValue(jsonText(schema));
    showDetails();
}

QString ModelEditor::edit(const QString& name, const SchemaEdit& edit, const QString& field)
{
    const QString problem = m_apply(name, edit, field);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    return problem;
}

QStringList ModelEditor::otherNames() const
{
    QStringList names;
    for (const Reference& other : m_others)
        names << other.name;
    return names;
}

void ModelEditor::select(const std::string& pointer)
{
    const QModelIndex index = m_model->find(QString::fromStdString(pointer));
    if (!index.isValid())
        return;
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

SchemaEdit ModelEditor::typeEdit(const std::string& pointer, const QString& type) const
{
    if (type.startsWith(SchemaTreeModel::referenceMark)) {
        const QString name = type.mid(SchemaTreeModel::referenceMark.size());
        for (const Reference& other : m_others)
            if (other.name == name)
                return [pointer, ref = other.ref.toStdString()](json::Value schema) {
                    return setModelReference(std::move(schema), pointer, ref);
                };
    }
    std::vector<std::string> types;
    if (type != SchemaTreeModel::tr("any"))
        types.push_back(type.toStdString());
    return [pointer, types](json::Value schema) { return setModelTypes(std::move(schema), pointer, types); };
}

void ModelEditor::cellEdited(const QString& pointer, int column, const QString& value)
{
    const std::string at = pointer.toStdString();
    const std::string text = value.toStdString();
    switch (column) {
    case SchemaTreeModel::NameColumn:
        edit(tr("Rename Property"), [=](json::Value s) { return renameProperty(std::move(s), at, text); });
        break;
    case SchemaTreeModel::TypeColumn:
        edit(tr("Change Type"), typeEdit(at, value));
        break;
    case SchemaTreeModel::RequiredColumn:
        edit(tr("Change Required"), [=](json::Value s) { return setRequired(std::move(s), at, text == "true"); });
        break;
    case SchemaTreeModel::DescriptionColumn:
        edit(tr("Edit Description"),
             [=](json::Value s) { return setModelKeyword(std::move(s), at, "description", json::Value(text)); });
        break;
    default:
        break;
    }
    showDetails();
}

void ModelEditor::showDetails()
{
    const QModelIndex current = m_tree->currentIndex();
    const ModelNode* node = m_model->node(current);
    const bool isProperty = node && SchemaTreeModel::isProperty(*node);
    m_remove->setEnabled(node && node->kind != ModelNodeKind::Root);
    m_up->setEnabled(isProperty && current.row() > 0);
    m_down->setEnabled(isProperty && current.row() + 1 < m_model->rowCount(current.parent()));
    m_rules->showNode(node);
}

// To the selected object; beside the selected property when that takes none.
void ModelEditor::addProperty()
{
    QModelIndex at = m_tree->currentIndex().siblingAtColumn(0);
    while (at.isValid() && at.parent().isValid() && !m_model->node(at)->isObject())
        at = at.parent();
    const std::string pointer = m_model->pointer(at).toStdString();
    const json::Value* place = pointer.empty() ? &m_schema : m_schema.at(pointer);
    std::string name = "property";
    for (int n = 2; place && (*place)["properties"].find(name); ++n)
        name = "property" + std::to_string(n);
    if (!edit(tr("Add Property"), [=](json::Value schema) {
             return gw::addProperty(std::move(schema), pointer, name, "string");
         }).isEmpty())
        return;
    select(pointer + "/properties/" + name);
    m_tree->setFocus();
    m_tree->edit(m_tree->currentIndex());
}

void ModelEditor::removeCurrent()
{
    const QModelIndex current = m_tree->currentIndex().siblingAtColumn(0);
    const ModelNode* node = m_model->node(current);
    if (!node || node->kind == ModelNodeKind::Root)
        return;
    const std::string pointer = node->pointer;
    edit(tr("Remove Property"), [=](json::Value schema) { return removeModelNode(std::move(schema), pointer); });
}

void ModelEditor::moveCurrent(int by)
{
    const QModelIndex current = m_tree->currentIndex();
    const ModelNode* node = m_model->node(current);
    const int wanted = current.row() + by;
    if (!node || !SchemaTreeModel::isProperty(*node) || wanted < 0 || wanted >= m_model->rowCount(current.parent()))
        return;
    const std::string pointer = node->pointer;
    if (edit(tr("Move Property"), [=](json::Value schema) {
            return moveProperty(std::move(schema), pointer, static_cast<std::size_t>(wanted));
        }).isEmpty())
        select(pointer);
}

bool ModelEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_tree || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isAlt = key->modifiers() == Qt::AltModifier;
    if (key->key() == Qt::Key_Delete)
        removeCurrent();
    else if (key->key() == Qt::Key_Insert)
        addProperty();
    else if (isAlt && key->key() == Qt::Key_Up)
        moveCurrent(-1);
    else if (isAlt && key->key() == Qt::Key_Down)
        moveCurrent(1);
    else if (key->key() == Qt::Key_Space && SchemaTreeModel::isProperty(*m_model->node(m_tree->currentIndex())))
        m_model->setData(m_tree->currentIndex().siblingAtColumn(SchemaTreeModel::RequiredColumn),
                         m_model->node(m_tree->currentIndex())->isRequired ? Qt::Unchecked : Qt::Checked,
                         Qt::CheckStateRole);
    else
        return false;
    return true;
}

} // namespace gw::ui
