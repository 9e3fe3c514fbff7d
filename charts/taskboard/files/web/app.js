/* global document, fetch */

const tasks = document.getElementById("tasks");
const status = document.getElementById("status");
const form = document.getElementById("new-task");

async function request(path, method = "GET", body = undefined) {
  const response = await fetch(`api/task${path}`, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response;
}

/** Runs a change, then shows the board as the server has it now. */
async function change(action) {
  try {
    await action();
    await show();
  } catch (error) {
    status.textContent = error.message;
  }
}

function item(task) {
  const element = document.createElement("li");
  element.className = task.done ? "done" : "";

  const box = document.createElement("input");
  box.type = "checkbox";
  box.id = `task-${task.id}`;
  box.checked = task.done;
  box.addEventListener("change", () => change(() => request(`?id=eq.${task.id}`, "PATCH", { done: box.checked })));

  const label = document.createElement("label");
  label.htmlFor = box.id;
  label.textContent = task.title;

  const remove = document.createElement("button");
  remove.textContent = "Delete";
  remove.setAttribute("aria-label", `Delete ${task.title}`);
  remove.addEventListener("click", () => change(() => request(`?id=eq.${task.id}`, "DELETE")));

  element.append(box, label, remove);
  return element;
}

async function show() {
  const response = await request("?select=id,title,done&order=done,created_at.desc&limit=200");
  const list = await response.json();
  tasks.replaceChildren(...list.map(item));
  status.textContent = list.length === 0 ? "Nothing to do." : "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  change(async () => {
    await request("", "POST", { title: form.elements.title.value });
    form.reset();
  });
});

change(async () => {});
