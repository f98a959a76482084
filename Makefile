# Everything that a person does with this repository; `make` alone explains it.
# Each target finds a JDK, Maven and node by itself or says what to install.
.DEFAULT_GOAL := help
WITH := src/launch/with-tools.sh
MVN := $(WITH) mvn --batch-mode --no-transfer-progress
.PHONY: help run demo token map test check format bench web

help: ## Say what there is to do
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

run: ## Build what is missing and start Mortar with sample data; Ctrl-C ends it
	-@exec src/launch/run.sh

demo: ## Send the stories of src/samples to the running server and print the thread of each
	@exec src/launch/demo.sh $(STORY)

token: ## Print an access token of the running server: make -s token ROLE=staff-pharmacist
	@exec src/launch/token.sh $(ROLE)

map: ## Show what HL7 v2 messages become, offline: make -s map FILE=message.hl7 (or a folder)
	@exec src/launch/map.sh "$(FILE)"

test: ## Run all tests, on H2 and PostgreSQL, in the browser and against the packaged program
	@exec src/launch/test.sh

check: ## Check format, nullness, architecture and size, and run the unit tests
	@exec $(MVN) --quiet --threads 2 -Dweb.skip spotless:check test

format: ## Format the Java sources
	@exec $(MVN) --quiet spotless:apply

fuzz: ## Look for bytes that break framer, reader or mapper: make fuzz SECONDS=600 (for each)
	@exec src/launch/fuzz.sh "$(SECONDS)"

bench: ## Measure Mortar beside the stock server; writes build/bench.json
	@exec src/launch/bench.sh

web: ## Serve the web app with live reload, in front of the running server
	@cd web && exec ../$(WITH) sh -c '[ -d node_modules ] || npm ci; exec npm run dev'
