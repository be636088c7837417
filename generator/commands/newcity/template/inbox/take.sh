#!/usr/bin/env bash
# Загружает таблицы, которые лежат в inbox на другой ветке: bash inbox/take.sh ВЕРСИЯ. Запускают его inbox.yml на GitHub
# и .gitlab-ci.yml. Пишет в папку proposed: text.md — отчёт, update и create — изменённые и новые файлы данных,
# questions — таблицы вопросов: в запрос на изменение они не входят.
# Имена файлов и их содержание — чужие: под своими именами файлы не записываются, в отчёте всё стоит как код.
set -euo pipefail
export LC_ALL=C.UTF-8
version=$(git rev-parse --verify --end-of-options "$1^{commit}")
base=$(git merge-base HEAD "$version")
taken=$(mktemp --directory)
rm --recursive --force proposed
mkdir --parents proposed/update proposed/create
shown() { head --lines=400 "$1" | cut --characters=1-400 | tr --delete '\r' | sed 's/^/    /'; }

# take НОМЕР ФАЙЛЫ-И-ПАРАМЕТРЫ…: загружает и дописывает отчёт; имена загруженных файлов — в $taken/shown.
take() {
  local number=$1
  shift
  domchat import "$@" --out "$taken/out-$number" > "$taken/report" 2>&1 || true
  if [ -f "$taken/out-$number/voprosy.xlsx" ]; then
    mkdir --parents proposed/questions
    cp "$taken/out-$number/voprosy.xlsx" "proposed/questions/$number.xlsx"
    sed --in-place '/^Все вопросы — в таблице/d' "$taken/report"
    echo "Все вопросы — в таблице questions/$number.xlsx среди файлов (artifacts) этого запуска: они хранятся 14 дней." \
      "Впишите в неё ответы и положите её в inbox на новой ветке." >> "$taken/report"
  fi
  { printf '\n### Таблица %s\n\n' "$number"; shown "$taken/shown"; echo; shown "$taken/report"; } >> "$taken/reports"
}

git diff --name-only -z --no-renames --diff-filter=d "$base" "$version" -- inbox > "$taken/names"
number=0
archives=()
while IFS= read -r -d '' name; do
  case $name in inbox/README.md | inbox/take.sh) continue ;; esac
  number=$((number + 1))
  git cat-file blob "$version:$name" > "$taken/$number" || continue
  case $name in
    inbox/*.[zZ][iI][pP] | inbox/*.[tT][gG][zZ] | inbox/*.[gG][zZ])
      # Реестр домов без реестра компаний не загрузить, поэтому архивы загружаются все сразу.
      archives+=("$taken/$number")
      printf '%q\n' "$name" >> "$taken/archives"
      continue
      ;;
  esac
  company=()
  if [[ $name =~ ^inbox/([a-z0-9-]{1,80})/[^/]+$ ]]; then company=(--company "${BASH_REMATCH[1]}"); fi
  printf '%q\n' "$name" > "$taken/shown"
  take "$number" "$taken/$number" "${company[@]}"
done < "$taken/names"
if [ "${#archives[@]}" -gt 0 ]; then
  mv "$taken/archives" "$taken/shown"
  take "$number" "${archives[@]}"
fi

if [ "$number" -gt 0 ]; then
  { domchat changes HEAD --format markdown; cat "$taken/reports"; } > "$taken/text"
  head --bytes=60000 "$taken/text" | iconv --from-code=utf-8 --to-code=utf-8 -c > proposed/text.md
  git ls-files -z --modified -- data | xargs --null --no-run-if-empty cp --parents --target-directory=proposed/update
  git ls-files -z --others --exclude-standard -- data \
    | xargs --null --no-run-if-empty cp --parents --target-directory=proposed/create
fi
